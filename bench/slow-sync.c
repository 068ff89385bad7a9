/* A disk whose waits take longer, for `make bench`: loaded before a program, it lets fsync and fdatasync take POLDER_BENCH_SYNC_MS more. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int slowly(const char *name, int file) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    const char *given = getenv("POLDER_BENCH_SYNC_MS");
    long microseconds = given ? (long)(atof(given) * 1000) : 0;
    struct timespec wait = {microseconds / 1000000, microseconds % 1000000 * 1000};
    nanosleep(&wait, NULL);
    return real(file);
}

int fsync(int file) { return slowly("fsync", file); }
int fdatasync(int file) { return slowly("fdatasync", file); }
