# gishe_embed(TARGET FILES name=path ...): puts files into the binary, found again by platform/embedded.
function(gishe_embed target)
  set(list_file ${CMAKE_CURRENT_BINARY_DIR}/${target}_embed.txt)
  set(asm ${CMAKE_CURRENT_BINARY_DIR}/${target}_embed.S)
  set(index ${CMAKE_CURRENT_BINARY_DIR}/${target}_embed.cpp)
  set(paths)
  set(lines "")
  foreach(entry ${ARGN})
    string(REGEX REPLACE "^[^=]*=" "" path "${entry}")
    list(APPEND paths "${path}")
    string(APPEND lines "${entry}\n")
  endforeach()
  file(CONFIGURE OUTPUT ${list_file} CONTENT "${lines}" @ONLY)
  add_custom_command(OUTPUT ${asm} ${index}
    COMMAND ${CMAKE_COMMAND} -DLIST=${list_file} -DASM=${asm} -DINDEX=${index} -P ${PROJECT_SOURCE_DIR}/cmake/write_embed.cmake
    DEPENDS ${paths} ${list_file} ${PROJECT_SOURCE_DIR}/cmake/write_embed.cmake VERBATIM)
  set_source_files_properties(${asm} PROPERTIES OBJECT_DEPENDS "${paths}")
  target_sources(${target} PRIVATE ${asm} ${index})
endfunction()
