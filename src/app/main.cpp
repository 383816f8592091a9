#include <sys/stat.h>

#include "app/commands.h"

int main(int argc, char** argv) {
  umask(077);  // records, keys and backups are for their owner alone, wherever the folder lies
  return gishe::app::run(argc, argv);
}
