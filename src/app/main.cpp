#include <malloc.h>
#include <sys/stat.h>

#include "app/commands.h"

int main(int argc, char** argv) {
  umask(077);  // records, keys and backups are for their owner alone, wherever the folder lies
  // A list of candidates is larger than what the allocator asks the kernel for each time anew; a few arenas are enough.
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
  mallopt(M_TRIM_THRESHOLD, 16 << 20);
  mallopt(M_ARENA_MAX, 8);
  return gishe::app::run(argc, argv);
}
