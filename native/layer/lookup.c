/*
 * The next definition of a name, found without dlsym(): in glibc before 2.34 that lives in libdl, which
 * most programs do not load, and a program must not lose getifaddrs() or its cancellation points for
 * it. Walks the loaded objects behind this one in their order and their DT_GNU_HASH tables, the only
 * kind glibc of that time and its distributions build.
 */
#include "lookup.h"

#include <elf.h>
#include <link.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

extern __typeof__(dl_iterate_phdr) dl_iterate_phdr __attribute__((weak));

struct search {
    const char *name;
    bool behind_us;
    void *found;
};

struct tables {
    const uint32_t *hash;
    const ElfW(Sym) *symbols;
    const char *strings;
};

/* The loader adds the load address in place, except where the section is not writable (vdso). */
static const void *pointer(const struct dl_phdr_info *object, ElfW(Addr) value) {
    return (const void *)(value < object->dlpi_addr ? value + object->dlpi_addr : value);
}

static struct tables tables_of(const struct dl_phdr_info *object) {
    struct tables tables = {0};
    for (unsigned i = 0; i < object->dlpi_phnum; i++) {
        if (object->dlpi_phdr[i].p_type != PT_DYNAMIC) {
            continue;
        }
        const ElfW(Dyn) *entry = (const void *)(object->dlpi_addr + object->dlpi_phdr[i].p_vaddr);
        for (; entry->d_tag != DT_NULL; entry++) {
            if (entry->d_tag == DT_GNU_HASH) {
                tables.hash = pointer(object, entry->d_un.d_ptr);
            } else if (entry->d_tag == DT_SYMTAB) {
                tables.symbols = pointer(object, entry->d_un.d_ptr);
            } else if (entry->d_tag == DT_STRTAB) {
                tables.strings = pointer(object, entry->d_un.d_ptr);
            }
        }
    }
    return tables;
}

static bool same(const char *a, const char *b) {
    while (*a != '\0' && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

static uint32_t hash_of(const char *name) {
    uint32_t hash = 5381;
    for (; *name != '\0'; name++) {
        hash = hash * 33 + (unsigned char)*name;
    }
    return hash;
}

/* Layout: bucket count, first hashed symbol, bloom words, bloom shift; bloom; buckets; chains. */
static void *defined_in(const struct dl_phdr_info *object, const char *name) {
    struct tables tables = tables_of(object);
    if (tables.hash == NULL || tables.symbols == NULL || tables.strings == NULL || tables.hash[0] == 0) {
        return NULL;
    }
    uint32_t buckets = tables.hash[0];
    uint32_t first = tables.hash[1];
    const uint32_t *bucket = tables.hash + 4 + tables.hash[2] * (sizeof(ElfW(Addr)) / sizeof(uint32_t));
    const uint32_t *chain = bucket + buckets;
    uint32_t hash = hash_of(name);
    uint32_t at = bucket[hash % buckets];
    for (; at >= first && at != 0; at++) {
        const ElfW(Sym) *symbol = &tables.symbols[at];
        bool defined = (symbol->st_info & 0xf) == STT_FUNC && symbol->st_shndx != SHN_UNDEF;
        if (defined && (chain[at - first] | 1) == (hash | 1) && same(tables.strings + symbol->st_name, name)) {
            return (void *)(object->dlpi_addr + symbol->st_value);
        }
        if ((chain[at - first] & 1) != 0) {
            break;
        }
    }
    return NULL;
}

static bool contains(const struct dl_phdr_info *object, const void *address) {
    for (unsigned i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
        uintptr_t start = object->dlpi_addr + segment->p_vaddr;
        if (segment->p_type == PT_LOAD && (uintptr_t)address - start < segment->p_memsz) {
            return true;
        }
    }
    return false;
}

static int look_into(struct dl_phdr_info *object, size_t size, void *argument) {
    struct search *search = argument;
    (void)size;
    if (!search->behind_us) {
        search->behind_us = contains(object, (const void *)look_into);
        return 0;
    }
    search->found = defined_in(object, search->name);
    return search->found != NULL;
}

void *look_up_next(const char *name) {
    struct search search = {.name = name};
    if (dl_iterate_phdr != NULL) {
        dl_iterate_phdr(look_into, &search);
    }
    return search.found;
}
