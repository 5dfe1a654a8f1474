/* Many threads, one socket each or one for all; a waiting thread can be cancelled. */
#include "bus.h"

#include <pthread.h>
#include <unistd.h>

#define WRITERS 4
#define EACH 50 /* together fewer than a queue holds */

static void *write_frames(void *argument) {
    unsigned number = *(const unsigned *)argument;
    int fd = open_bound(bench.first);
    for (unsigned i = 0; i < EACH; i++) {
        put(fd, (number << 8) | i, (uint8_t)number);
    }
    close(fd);
    return NULL;
}

static void check_writers(void) {
    int listener = open_bound(bench.first);
    pthread_t threads[WRITERS];
    unsigned numbers[WRITERS];
    unsigned next[WRITERS] = {0};
    for (unsigned i = 0; i < WRITERS; i++) {
        numbers[i] = i;
        pthread_create(&threads[i], NULL, write_frames, &numbers[i]);
    }
    bool ordered = true;
    int count = 0;
    for (; count < WRITERS * EACH; count++) {
        canid_t id = take(listener);
        if (id == ~0u) {
            break;
        }
        ordered &= (id >> 8) < WRITERS && (id & 0xff) == next[id >> 8]++;
    }
    for (unsigned i = 0; i < WRITERS; i++) {
        pthread_join(threads[i], NULL);
    }
    check(count == WRITERS * EACH, "threads: every frame of every writer arrives");
    check(ordered, "threads: each writer's frames in its order");
    close(listener);
}

static void *wait_for_frame(void *argument) {
    struct can_frame frame;
    ssize_t size = read(*(const int *)argument, &frame, sizeof frame);
    return size == sizeof frame ? argument : NULL;
}

static void check_cancel(void) {
    int fd = open_bound(bench.first);
    int sender = open_bound(bench.first);
    pthread_t thread;
    void *result = NULL;
    pthread_create(&thread, NULL, wait_for_frame, &fd);
    pthread_cancel(thread);
    pthread_join(thread, &result);
    check(result == PTHREAD_CANCELED, "threads: a waiting read is a cancellation point");
    pthread_create(&thread, NULL, wait_for_frame, &fd);
    put(sender, 0x671, 1);
    pthread_join(thread, &result);
    check(result == &fd, "threads: a frame wakes a thread that waits in read");
    close(fd);
    close(sender);
}

static void *set_options(void *argument) {
    int fd = *(const int *)argument;
    for (int i = 0; i < 100; i++) {
        set_number(fd, SOL_CAN_RAW, CAN_RAW_RECV_OWN_MSGS, 0);
    }
    return NULL;
}

static void check_shared(void) {
    int fd = open_bound(bench.first);
    int sender = open_bound(bench.first);
    pthread_t thread;
    pthread_create(&thread, NULL, set_options, &fd);
    bool all = true;
    for (unsigned i = 0; i < 100; i++) {
        put(sender, i, 1);
        all &= take(fd) == i;
    }
    pthread_join(thread, NULL);
    check(all, "threads: options set in one do not disturb the frames read in another");
    close(fd);
    close(sender);
}

static void *take_fd_frames(void *argument) {
    set_number(*(const int *)argument, SOL_CAN_RAW, CAN_RAW_FD_FRAMES, 1);
    return NULL;
}

static void check_configuring(void) {
    struct sockaddr_can address = address_of(bench.first);
    struct sockaddr_can got = {0};
    int wrong = 0;
    for (int i = 0; i < 300; i++) {
        int fd = open_raw();
        socklen_t size = sizeof got;
        pthread_t thread;
        pthread_create(&thread, NULL, take_fd_frames, &fd);
        bind(fd, (struct sockaddr *)&address, sizeof address);
        pthread_join(thread, NULL);
        bool bound = getsockname(fd, (struct sockaddr *)&got, &size) == 0 && got.can_ifindex == address.can_ifindex;
        wrong += !bound || !put_fd(fd, 0x661, 8);
        close(fd);
    }
    check(wrong == 0, "threads: one binds, one sets an option, and both hold (%d of 300 did not)", wrong);
}

void check_threads(void) {
    check_writers();
    check_cancel();
    check_shared();
    check_configuring();
}
