package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user can get wrong: one sentence that names it, nothing on standard output, and not the status 0. */
@ExtendWith(PlaceExtension.class)
class MistakesTest {
    private final Place place;

    MistakesTest(Programs programs) {
        this.place = programs.place();
    }

    @AfterAll
    static void theGatewayMindsNone(Programs programs) {
        Balance.check(programs.gateway().status());
        programs.place().buslane("send", "can0", "123#").finish().successfully();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    nosuch                                | there is no command 'nosuch'
                    help nosuch                           | there is no help for 'nosuch'
                    dump                                  | BUS
                    dump nosuch                           | there is no bus 'nosuch'; there is can0, can1, can2
                    dump can0 --nosuch                    | '--nosuch'
                    dump can0 xyz                         | 'xyz' is no filter
                    dump can0 --count 0                   | --count is a number of frames from 1 on, not '0'
                    dump can0 --count                     | --count
                    send                                  | BUS
                    send can0                             | FRAME
                    send nosuch 123#                      | there is no bus 'nosuch'
                    send can0 123                         | '123' is no frame: column 4
                    send can0 123# 12#                    | '12#' is no frame: column 1
                    send can0 123#DEADBEE                 | '123#DEADBEE' is no frame
                    send can0 123#112233445566778899      | '123#112233445566778899' is no frame
                    send can0 800#                        | '800#' is no frame
                    send can0 123#R9                      | '123#R9' is no frame
                    send can0 123##                       | '123##' is no frame
                    send can1 123##1AA                    | bus can1 carries classic frames only
                    send can0 --nosuch 123#               | '--nosuch'
                    play                                  | FILE
                    play /nonexistent.log                 | there is no file /nonexistent.log
                    play /                                | / cannot be read
                    play /dev/null --speed 0              | --speed is a positive number, not '0'
                    play /dev/null --speed 2 --no-wait    | --speed
                    play /dev/null --from soon            | --from is a time behind the first frame, such as 12.5s, not 'soon'
                    play /dev/null --from 2s --to 1s      | --to lies before --from
                    play /dev/null --loop 0               | --loop is a number from 1 on, or forever, not '0'
                    play - --loop 2                       | --step and --loop need a file
                    record                                | BUS
                    record can0                           | where to? -o FILE, or - for standard output
                    record -o a.log                       | BUS
                    record - -o a.log                     | which bus?
                    record can0 -o a.txt                  | a.txt ends neither in .log, .pcapng nor .asc
                    record can0 --format csv -            | --format is log, pcapng or asc, not 'csv'
                    record can0 -o a.log --rotate 1m      | --rotate is a size or a time
                    record can0 --rotate 1h -             | --rotate needs files
                    record can0 -o a.log --keep 3         | --keep goes with --rotate
                    record can0 -o a.log --rotate 1h --keep 0 | --keep is a number of files from 1 on, not '0'
                    record can0 -o a.log --count 0        | --count is a number of frames from 1 on, not '0'
                    record nosuch -o a.log                | there is no bus 'nosuch'
                    record can0 -o /no/such/a.log         | /no/such/a.log cannot be written: No such file or directory
                    convert a.log                         | OUT
                    convert /nonexistent.log b.log        | there is no file /nonexistent.log
                    convert a.log b.txt                   | b.txt ends neither in
                    convert a.log - --to-format csv       | --to-format is log, pcapng or asc, not 'csv'
                    convert a.log - --from-format csv     | --from-format is log, pcapng or asc, not 'csv'
                    play /dev/null --as =                 | '=' is neither BUS nor FROM=BUS
                    status extra                          | 'extra'
                    status --jsn                          | '--jsn'
                    bus                                   | up|down
                    bus sideways can0                     | not 'sideways'
                    bus up nosuch                         | there is no bus 'nosuch'; there is can0, can1, can2
                    bus up can0 --bitrate 500k            | can0 is a virtual bus, which has no bit rate
                    bus up can0 --bitrate fast            | not 'fast'
                    bus up can0 --sample-point 0.8        | --sample-point goes with --bitrate
                    bus up can0 --restart-ms soon         | --restart-ms is a number from 0 on, not 'soon'
                    bus up can0 --dbitrate 2M --fd off    | a bus without CAN FD has no bit rate for its data
                    bus up can0 --fd maybe                | --fd is on or off, not 'maybe'
                    bus down can0 --listen-only           | a bus that goes down takes no --listen-only
                    bus up lo                             | lo is no CAN interface
                    gw                                    | add|delete|list|apply
                    gw flush                              | add, delete, list or apply, not 'flush'
                    gw delete                             | say which
                    gw delete -F                          | others have rules there too
                    gw add -s can0                        | to which interface? -d says it
                    gw add -s nosuch0 -d can0             | there is no interface nosuch0
                    gw add -s lo -d lo                    | lo is no CAN interface
                    gw add -s a -d b -f 123               | '123' is no filter
                    gw add -s a -d b -m SET:Q:1.0.00      | the data of -m SET is 16 hexadecimal digits
                    gw list now                           | 'now'
                    gw apply                              | --config FILE
                    gw apply --config /nonexistent.yaml   | there is no file /nonexistent.yaml
                    run                                   | run what?
                    run --nosuch -- true                  | what is --nosuch?
                    run --lane nosuch -- true             | no gateway with a lane "nosuch"
                    run --lane ../local -- true           | "../local"
                    run -- no-such-program                | no-such-program: command not found
                    run -- /no/such/program               | /no/such/program: No such file or directory
                    wait --nosuch                         | what is --nosuch?
                    wait can0 can1                        | what is can1?
                    wait can0 --timeout soon              | --timeout is a number of seconds, not "soon"
                    wait can0 --timeout                   | what is --timeout?
                    wait can0 --                          | which command is to follow --?
                    wait a/b                              | "a/b" cannot be the name of an interface
                    wait nosuch0 --timeout 0              | nosuch0 was not in this network namespace within 0 s
                    wait lo -- no-such-program            | no-such-program: command not found
                    up --nosuch                           | '--nosuch'
                    up --no-agent --config                | --config
                    up --no-agent --config /nonexistent.yaml | there is no file /nonexistent.yaml
                    """)
    void areSaidInOneSentence(String words, String sentence) {
        assertThat(place.buslane(words.split(" ")).finish().complaint())
                .startsWith("buslane")
                .contains(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    #                                                              | 1:1: is empty
                    can0                                                           | 1:1: the file is a section with keys buses, lanes
                    buses: [can0                                                   | 2:1:
                    busses: [can0]                                                 | 1:1: busses is no key; did you mean 'buses'?
                    buses: []                                                      | 1:8: buses is empty
                    buses: [can0, can0]                                            | 1:15: buses[1] 'can0' is the name of another bus already
                    buses: [any]                                                   | 1:9: buses[0] cannot be 'any'
                    buses: [{name: can0, kind: fast}]                              | 1:28: buses[0].kind is wrong: 'fast'
                    buses: [can/0]                                                 | 1:9: buses[0] is wrong: 'can/0'
                    buses: [can0];lanes: [{name: a}]                               | 2:9: lanes[0] lacks the key 'interfaces'
                    buses: [can0];lanes: [{name: a, interfaces: [can1]}]           | 2:32: lanes[0].interfaces[0] names bus 'can1'
                    buses: [can0];lanes: [{name: ../a, interfaces: [can0]}]        | 2:16: lanes[0].name is wrong: '../a'
                    buses: [can0];lanes: [{name: a, mode: 888, interfaces: [can0]}] | 2:25: lanes[0].mode is 3 octal digits
                    buses: [can0];gateway: [-s can0 -d can1 -Z]                    | 2:11: gateway[0] has a mistake: cangw has no letter -Z
                    buses: [can0];lanes: [{name: a, interfaces: [{bus: can0, read: 12G}]}] | 2:50: lanes[0].interfaces[0].read has a mistake
                    """)
    void ofAConfigurationAreSaidWithTheirPlace(String text, String sentence) {
        Path file = place.file("mistake.yaml", text.replace(';', '\n') + "\n");
        assertThat(place.buslane("up", "--no-agent", "--config", file.toString())
                        .finish()
                        .complaint())
                .startsWith("buslane: " + file + ":" + sentence);
    }

    @Test
    void ofAConfigurationThatIsNoTextAreSaid() {
        Path file = place.checkout().current().resolve("buslane-keep");
        assertThat(place.buslane("up", "--no-agent", "--config", file.toString())
                        .finish()
                        .complaint())
                .startsWith("buslane: " + file);
    }

    /** It would talk to the kernel, past the layer. */
    @Test
    void ofAProgramThatBypassesTheCLibraryAreSaid() {
        String program = place.checkout().current().resolve("buslane-hook").toString();
        assertThat(place.buslane("run", "--", program).finish().complaint())
                .startsWith("buslane run: " + program)
                .contains("static");
    }

    @Test
    void whereNoGatewayRunsEveryCommandSaysHowToStartOne() {
        for (String words : new String[] {"dump can0", "send can0 123#", "status", "bus up can0", "run -- true"}) {
            assertThat(place.buslane(words.split(" "))
                            .with(
                                    "BUSLANE_RUNDIR",
                                    place.folder().resolve("none").toString())
                            .finish()
                            .complaint())
                    .startsWith("buslane")
                    .contains("no gateway", "buslane up");
        }
    }
}
