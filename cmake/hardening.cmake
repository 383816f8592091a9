# Warnings for our own code, and the hardening of shared/security.md §7 for everything we link.
add_library(gishe_warnings INTERFACE)
target_compile_options(gishe_warnings INTERFACE -Wall -Wextra -Wconversion -Wshadow -Wnon-virtual-dtor
  $<$<BOOL:${GISHE_WERROR}>:-Werror>)

add_compile_options(-fstack-protector-strong -fstack-clash-protection -fno-omit-frame-pointer)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64")
  add_compile_options(-fcf-protection)
endif()
add_compile_definitions(_GLIBCXX_ASSERTIONS $<$<CONFIG:Release>:_FORTIFY_SOURCE=3>)
add_link_options(-Wl,-z,relro,-z,now -Wl,-z,noexecstack)
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()
