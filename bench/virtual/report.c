/* What came of a run, as one line of JSON. */
#include "load.h"
#include <stdio.h>

void report(const struct options *options, const struct shared *shared, pid_t pid, uint64_t cpu) {
    static struct histogram latency;
    uint64_t received = 0, disorder = 0, told = 0;
    double delivered = 0;
    for (int i = 0; i < options->readers; i++) {
        const struct reader *reader = &shared->readers[i];
        received += reader->received;
        disorder += reader->disorder;
        told += reader->told;
        if (reader->last > shared->begun) delivered += (double) reader->received * 1e9 / (double) (reader->last - shared->begun);
        histogram_merge(&latency, &reader->latency);
    }
    double seconds = (double) (shared->ended - shared->begun) / 1e9;
    uint64_t due = shared->written * (uint64_t) options->readers;
    printf("{\"to\":\"%s\",\"pid\":%d,\"readers\":%d,\"batch\":%d,\"read_batch\":%d,\"rate\":%ld,\"window\":%u,"
           "\"seconds\":%.3f,\"written\":%llu,\"written_per_s\":%.0f,\"delivered\":%llu,\"delivered_per_s\":%.0f,"
           "\"lost\":%lld,\"told\":%llu,\"disorder\":%llu,\"cpu_ns_per_frame\":%.1f,"
           "\"p50_ns\":%llu,\"p99_ns\":%llu,\"p999_ns\":%llu,\"max_ns\":%llu}\n",
           options->buslane ? "buslane" : "relay", pid, options->readers, options->batch, options->read_batch,
           options->rate, options->window, seconds, (unsigned long long) shared->written,
           (double) shared->written / seconds, (unsigned long long) received,
           options->readers ? delivered / options->readers : 0.0, (long long) (due - received),
           (unsigned long long) told, (unsigned long long) disorder, (double) cpu / (double) shared->written,
           (unsigned long long) histogram_at(&latency, 0.50), (unsigned long long) histogram_at(&latency, 0.99),
           (unsigned long long) histogram_at(&latency, 0.999), (unsigned long long) latency.largest);
}
