// The desk for those who ride along, and their own list for those who are ridden with.
import { has_role, useMe } from "@/shell/me";
import { DeskView } from "./DeskView";
import { OwnList } from "./OwnList";

export function RideAlongsPage() {
  return has_role(useMe(), "manager", "leader") ? <DeskView /> : <OwnList />;
}
