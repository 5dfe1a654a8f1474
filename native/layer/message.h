/*
 * Struct msghdr as the kernel reads it. musl declares the counts as 32 bits beside padding a program
 * leaves undefined, glibc as size_t: the low 32 bits are right for both.
 */
#ifndef BUSLANE_MESSAGE_H
#define BUSLANE_MESSAGE_H

#include "layer.h"

#include <sys/uio.h>

static inline size_t part_count(const struct msghdr *message) {
    return (uint32_t)message->msg_iovlen;
}

static inline size_t control_size(const struct msghdr *message) {
    return message->msg_control == NULL ? 0 : (uint32_t)message->msg_controllen;
}

/* Never wraps around: whatever is too much stays too much. */
static inline size_t total_size(const struct iovec *parts, size_t count) {
    size_t total = 0;
    for (size_t i = 0; i < count; i++) {
        if (__builtin_add_overflow(total, parts[i].iov_len, &total)) {
            return SIZE_MAX;
        }
    }
    return total;
}

#endif
