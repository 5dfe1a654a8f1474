/* Counts of durations in buckets 1/32 wide of their power of two: any percentile within 3 %, no allocation. */
#ifndef BENCH_HISTOGRAM_H
#define BENCH_HISTOGRAM_H

#include <stdint.h>

enum { SUB_BITS = 5, SUBS = 1 << SUB_BITS, BUCKETS = (64 - SUB_BITS) * SUBS };

struct histogram {
    uint64_t total, largest;
    uint32_t counts[BUCKETS];
};

static inline void histogram_add(struct histogram *h, uint64_t value) {
    int shift = value < SUBS ? 0 : 63 - __builtin_clzll(value) - SUB_BITS;
    unsigned bucket = (unsigned) shift * SUBS + (unsigned) (value >> shift);
    h->counts[bucket < BUCKETS ? bucket : BUCKETS - 1]++;
    h->total++;
    if (value > h->largest) h->largest = value;
}

static inline void histogram_merge(struct histogram *h, const struct histogram *other) {
    for (int i = 0; i < BUCKETS; i++) h->counts[i] += other->counts[i];
    h->total += other->total;
    if (other->largest > h->largest) h->largest = other->largest;
}

/* The smallest value of the bucket that holds the given share (0 to 1) of all counts. */
static inline uint64_t histogram_at(const struct histogram *h, double share) {
    uint64_t seen = 0;
    for (unsigned i = 0; i < BUCKETS; i++) {
        seen += h->counts[i];
        if (seen > 0 && (double) seen >= share * (double) h->total) {
            if (i < 2 * SUBS) return i;
            unsigned shift = i / SUBS - 1;
            return (uint64_t) (i - shift * SUBS) << shift;
        }
    }
    return h->largest;
}

#endif
