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

set(rosters ${CMAKE_CURRENT_SOURCE_DIR}/people/mappings)
embed_texts(people people/roster_file.hpp backbeat::people
            backbeat_mapping_text=${rosters}/backbeat.toml hr_dataset_mapping_text=${rosters}/hr-dataset.toml
            maven_teams_mapping_text=${rosters}/maven-teams.toml)

set(crms ${CMAKE_CURRENT_SOURCE_DIR}/crm/mappings)
embed_texts(crm crm/crm_file.hpp backbeat::crm
            backbeat_mapping_text=${crms}/backbeat.toml maven_mapping_text=${crms}/maven.toml
            salesforce_mapping_text=${crms}/salesforce.toml salesforce_connector_mapping_text=${crms}/salesforce-connector.toml)

set(call_files ${CMAKE_CURRENT_SOURCE_DIR}/calls/mappings)
embed_texts(calls calls/calls_file.hpp backbeat::calls
            backbeat_mapping_text=${call_files}/backbeat.toml call_centre_mapping_text=${call_files}/call-centre.toml
            salesforce_mapping_text=${call_files}/salesforce.toml salesforce_events_mapping_text=${call_files}/salesforce-events.toml
            salesforce_tasks_mapping_text=${call_files}/salesforce-tasks.toml)
