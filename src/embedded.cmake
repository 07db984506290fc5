# Text files that travel inside the program: embed_texts(module header namespace function=path ...)
function(embed_texts module header namespace)
  set(paths)
  foreach(argument IN LISTS ARGN)
    string(REGEX REPLACE "^[^=]*=" "" path "${argument}")
    list(APPEND paths ${path})
  endforeach()
  set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded_${module}.cpp)
  add_custom_command(OUTPUT ${output}
                     COMMAND python3 ${PROJECT_SOURCE_DIR}/tools/embed_texts.py ${output} ${header} ${namespace} ${ARGN}
                     DEPENDS ${paths} ${PROJECT_SOURCE_DIR}/tools/embed_texts.py VERBATIM)
  target_sources(bb_${module} PRIVATE ${output})
endfunction()

set(playbooks ${PROJECT_SOURCE_DIR}/playbooks)
embed_texts(playbook playbook/playbook_file.hpp backbeat::playbook
            default_text=${playbooks}/default.toml schema_text=${playbooks}/playbook.schema.json)
