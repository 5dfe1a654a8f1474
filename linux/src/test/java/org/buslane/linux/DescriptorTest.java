package org.buslane.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DescriptorTest {
    @Test
    void aClosedDescriptorHasNoNumberAnyMore() {
        Descriptor descriptor = MemFd.create("gone", 1).descriptor();
        descriptor.close();
        assertThat(descriptor.isOpen()).isFalse();
        assertThat(descriptor).hasToString("memfd:gone [closed]");
        assertThatThrownBy(descriptor::number)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("memfd:gone is closed");
    }

    @Test
    void closingTwiceDoesNotCloseTheNextFileOfThatNumber() {
        MemFd first = MemFd.create("first", 1);
        int number = first.descriptor().number();
        first.close();
        try (MemFd second = MemFd.create("second", 7)) {
            assertThat(second.descriptor().number()).isEqualTo(number);
            first.close();
            assertThat(second.size()).isEqualTo(7);
        }
    }

    @Test
    void closingWhatIsNotOpenIsAnErrorOfTheProgram() {
        assertThatThrownBy(() -> Descriptor.adopt(1 << 20, "nothing").close())
                .hasMessage("close nothing: EBADF (bad file descriptor)");
    }

    @Test
    void aDuplicateOutlivesTheOriginal() {
        MemFd file = MemFd.create("file", 5);
        try (Descriptor duplicate = file.descriptor().duplicate()) {
            file.close();
            assertThat(new MemFd(duplicate).size()).isEqualTo(5);
        }
    }

    @Test
    void notBlockingIsAPropertyOfTheOpenFile() {
        try (EventFd event = new EventFd();
                Descriptor duplicate = event.descriptor().duplicate()) {
            assertThat(event.descriptor().isNonBlocking()).isTrue();
            duplicate.nonBlocking(false);
            assertThat(event.descriptor().isNonBlocking()).isFalse();
        }
    }

    @Test
    void aNegativeNumberIsNoDescriptor() {
        assertThatThrownBy(() -> Descriptor.adopt(-1, "bus")).hasMessage("a descriptor is not negative: -1 for bus");
    }
}
