/*
 * What an ELF file says about preloading (elf(5)). A preloaded library needs a dynamic loader, so the
 * program must name one (PT_INTERP); and Go programs, even dynamic ones, make their system calls
 * themselves. Go leaves a note "Go" (type 4, the build id) and a section .go.buildinfo.
 */
#include "hook.h"

#include <elf.h>
#include <string.h>

#if defined(__x86_64__)
#define OUR_MACHINE EM_X86_64
#elif defined(__aarch64__)
#define OUR_MACHINE EM_AARCH64
#else
#error "Buslane's CAN layer is for x86-64 and aarch64."
#endif

struct file {
    const unsigned char *bytes;
    size_t size;
};

static const void *at(struct file file, uint64_t offset, uint64_t size) {
    return size <= file.size && offset <= file.size - size ? file.bytes + offset : NULL;
}

static bool has_go_note(struct file file, const Elf64_Phdr *segment) {
    uint64_t offset = segment->p_offset;
    uint64_t end = offset + segment->p_filesz;
    while (offset < end) {
        const Elf64_Nhdr *note = at(file, offset, sizeof *note);
        const char *name = note == NULL ? NULL : at(file, offset + sizeof *note, 4);
        if (name == NULL) {
            return false;
        }
        if (note->n_namesz == 4 && note->n_type == 4 && memcmp(name, "Go\0", 4) == 0) {
            return true;
        }
        offset += sizeof *note + ((note->n_namesz + 3ull) & ~3ull) + ((note->n_descsz + 3ull) & ~3ull);
    }
    return false;
}

static bool has_go_section(struct file file, const Elf64_Ehdr *head) {
    uint64_t each = sizeof(Elf64_Shdr);
    const Elf64_Shdr *sections = at(file, head->e_shoff, head->e_shnum * each);
    if (head->e_shentsize != each || sections == NULL || head->e_shstrndx >= head->e_shnum) {
        return false;
    }
    const Elf64_Shdr *strings = &sections[head->e_shstrndx];
    for (unsigned i = 0; i < head->e_shnum; i++) {
        static const char wanted[] = ".go.buildinfo";
        const char *name = at(file, strings->sh_offset + sections[i].sh_name, sizeof wanted);
        if (name != NULL && memcmp(name, wanted, sizeof wanted) == 0) {
            return true;
        }
    }
    return false;
}

/*
 * The dynamic loader itself, started with a program as its argument, names no loader, and preloads all the
 * same. What tells it from a static-pie program is that the linker did not mark it as one (DF_1_PIE).
 */
static bool is_loader(struct file file, const Elf64_Ehdr *head, const Elf64_Phdr *segments) {
    bool shared = false;
    for (unsigned i = 0; i < head->e_phnum; i++) {
        uint64_t count = segments[i].p_filesz / sizeof(Elf64_Dyn);
        const Elf64_Dyn *entries = segments[i].p_type != PT_DYNAMIC
            ? NULL : at(file, segments[i].p_offset, count * sizeof *entries);
        for (uint64_t j = 0; entries != NULL && j < count && entries[j].d_tag != DT_NULL; j++) {
            if (entries[j].d_tag == DT_FLAGS_1 && (entries[j].d_un.d_val & DF_1_PIE) != 0) {
                return false;
            }
            shared = true;
        }
    }
    return shared && head->e_type == ET_DYN;
}

enum reach elf_reach(const unsigned char *bytes, size_t size) {
    struct file file = {bytes, size};
    const Elf64_Ehdr *head = at(file, 0, sizeof *head);
    if (size < SELFMAG || memcmp(bytes, ELFMAG, SELFMAG) != 0) {
        return NOT_ELF;
    }
    if (head == NULL) {
        return BROKEN;
    }
    if (head->e_ident[EI_CLASS] != ELFCLASS64 || head->e_machine != OUR_MACHINE) {
        return OTHER_MACHINE;
    }
    const Elf64_Phdr *segments = at(file, head->e_phoff, head->e_phnum * sizeof *segments);
    if (segments == NULL || head->e_phentsize != sizeof *segments) {
        return BROKEN;
    }
    bool dynamic = false;
    bool go = has_go_section(file, head);
    for (unsigned i = 0; i < head->e_phnum; i++) {
        dynamic |= segments[i].p_type == PT_INTERP;
        go |= segments[i].p_type == PT_NOTE && has_go_note(file, &segments[i]);
    }
    return go ? GO : dynamic || is_loader(file, head, segments) ? REACHABLE : STATIC;
}
