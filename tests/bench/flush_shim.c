// Preloaded into a process under measurement (LD_PRELOAD): counts its flushes, and makes each take longer, as on a disk
// that keeps its promise. PORTAIL_FLUSH_DELAY_US is added to every fsync(2) and fdatasync(2); the count is kept as a
// 64-bit number at the start of the file that PORTAIL_FLUSH_COUNT names.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static _Atomic uint64_t* flush_count;
static long delay_us;

__attribute__((constructor)) static void prepare(void) {
    const char* delay = getenv("PORTAIL_FLUSH_DELAY_US");
    delay_us = delay == NULL ? 0 : strtol(delay, NULL, 10);
    const char* path = getenv("PORTAIL_FLUSH_COUNT");
    if (path == NULL) return;
    const int file = open(path, O_RDWR | O_CREAT, 0600);
    if (file < 0 || ftruncate(file, sizeof(uint64_t)) != 0) return;
    void* memory = mmap(NULL, sizeof(uint64_t), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (memory != MAP_FAILED) flush_count = memory;
    close(file);
}

static int flush_with(const char* name, int file) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    if (flush_count != NULL) atomic_fetch_add(flush_count, 1);
    if (delay_us > 0) {
        const struct timespec delay = {delay_us / 1000000, delay_us % 1000000 * 1000};
        nanosleep(&delay, NULL);
    }
    return real(file);
}

int fsync(int file) { return flush_with("fsync", file); }
int fdatasync(int file) { return flush_with("fdatasync", file); }
