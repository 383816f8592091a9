#include "app/commands.h"

int main(int argc, char** argv) { return gishe::app::run(argc, argv); }
