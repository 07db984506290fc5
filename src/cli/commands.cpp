#include "cli/command.hpp"

namespace backbeat::cli {

const std::vector<Command>& commands() {
  static const std::vector<Command> all = [] {
    std::vector<Command> out;
    for (auto* table : {serve_commands, demo_commands, init_commands, import_commands, cadence_commands, capacity_commands,
                        playbook_commands, circle_commands, user_commands, backup_commands, move_commands, doctor_commands, audit_commands,
                        privacy_commands, config_commands, about_commands})
      for (Command& command : table()) out.push_back(std::move(command));
    return out;
  }();
  return all;
}

}  // namespace backbeat::cli
