/* An interface that is down, and one that carries no FD frames. */
#include "message.h"

#include <errno.h>
#include <unistd.h>

void check_downs(void) {
    int fd = open_connected(bench.down);
    struct message message = message_of(TX_SEND, 0, 0, 1);
    data_of(&message, 0, 0x400, 1, 1);
    check(refuses(fd, &message, ENETDOWN), "down: to send is refused");
    message = message_of(TX_SETUP, SETTIMER | STARTTIMER, 0x400, 1);
    every(&message, 0, 5000);
    check(tell(fd, &message), "down: to send by the clock is not");
    message = message_of(RX_SETUP, RX_FILTER_ID, 0x400, 0);
    check(tell(fd, &message), "down: and to receive is not");
    close(fd);
    fd = open_connected(bench.second);
    message = message_of(TX_SEND, CAN_FD_FRAME, 0, 1);
    data_of(&message, 0, 0x401, 1, 1);
    check(refuses(fd, &message, EMSGSIZE), "classic: an FD frame is too long");
    message = message_of(TX_SETUP, CAN_FD_FRAME | TX_ANNOUNCE, 0x401, 1);
    check(tell(fd, &message), "classic: to set one up is possible, and sends nothing");
    close(fd);
}
