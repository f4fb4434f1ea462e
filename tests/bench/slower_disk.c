/* Preloaded into a server under measurement: each wait for the disk takes MOTCUA_BENCH_DISK_MS longer. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static int later(const char *name, int file) {
  usleep(1000 * atoi(getenv("MOTCUA_BENCH_DISK_MS")));
  return ((int (*)(int))dlsym(RTLD_NEXT, name))(file);
}

int fsync(int file) { return later("fsync", file); }
int fdatasync(int file) { return later("fdatasync", file); }
