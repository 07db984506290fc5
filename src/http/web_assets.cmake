# add_web_assets(<target> <directory>): a library that defines backbeat::http::web_assets() over the built web client, in gzip and brotli
# too. Without the directory the table is empty and the server says how to build it.
function(add_web_assets target directory)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${directory}/*)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${target})
  add_custom_command(
    OUTPUT ${out}/web_assets.cpp
    COMMAND python3 ${PROJECT_SOURCE_DIR}/tools/embed_assets.py ${directory} ${out}
    DEPENDS ${PROJECT_SOURCE_DIR}/tools/embed_assets.py ${files}
    COMMENT "Compressing and embedding ${directory}"
    VERBATIM)
  add_library(${target} STATIC ${out}/web_assets.cpp)
  target_link_libraries(${target} PUBLIC bb_http)
endfunction()
