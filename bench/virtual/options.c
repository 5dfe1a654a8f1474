/* The command line of load. */
#define _GNU_SOURCE
#include "load.h"
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static long number(const char *name, const char *text, long least, long most) {
    char *end;
    long value = strtol(text, &end, 10);
    if (*text && !*end && value >= least && value <= most) return value;
    fprintf(stderr, "load: --%s %s: expected a number from %ld to %ld\n", name, text, least, most);
    exit(2);
}

struct options parse(int argc, char **argv) {
    static const struct option known[] = {
        {"to", 1, 0, 't'},     {"socket", 1, 0, 's'}, {"readers", 1, 0, 'm'},   {"seconds", 1, 0, 'd'},
        {"rate", 1, 0, 'r'},   {"window", 1, 0, 'w'}, {"batch", 1, 0, 'b'},     {"read-batch", 1, 0, 'B'},
        {"pid", 1, 0, 'p'},    {"interface", 1, 0, 'i'}, {0}};
    struct options options = {.readers = 1, .batch = 1, .read_batch = 1, .seconds = 1};
    const char *to = NULL;
    int option;
    while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
        switch (option) {
            case 't': to = optarg; break;
            case 's': options.socket = optarg; break;
            case 'i': options.interface = optarg; break;
            case 'd': options.seconds = strtod(optarg, NULL); break;
            case 'm': options.readers = (int) number("readers", optarg, 0, READERS_MAX); break;
            case 'r': options.rate = number("rate", optarg, 0, 1000000); break;
            case 'w': options.window = (unsigned) number("window", optarg, 0, 100000); break;
            case 'b': options.batch = (int) number("batch", optarg, 1, BATCH_MAX); break;
            case 'B': options.read_batch = (int) number("read-batch", optarg, 1, BATCH_MAX); break;
            case 'p': options.pid = (pid_t) number("pid", optarg, 1, 1 << 30); break;
            default: exit(2);
        }
    }
    options.buslane = to && !strcmp(to, "buslane");
    if (!to || (!options.buslane && strcmp(to, "relay")) || !options.socket || optind < argc) {
        fprintf(stderr, "load: give --to relay or --to buslane, and --socket PATH\n");
        exit(2);
    }
    if (!(options.seconds > 0 && options.seconds <= 3600)) {
        fprintf(stderr, "load: --seconds: expected more than 0, at most 3600\n");
        exit(2);
    }
    if (options.window && options.window < 2 * (unsigned) options.batch) {
        fprintf(stderr, "load: --window %u: expected at least two batches of %d\n", options.window, options.batch);
        exit(2);
    }
    return options;
}
