// Peer circles, by who looks: a rep's own circle; enablement's season; the programme for who leads.
import { Navigate } from "@tanstack/react-router";
import { has_role, useMe } from "@/shell/me";
import { OwnCirclesPage } from "./OwnCirclesPage";

export function CirclesPage() {
  const me = useMe();
  if (has_role(me, "rep") || !has_role(me, "enablement", "manager", "leader", "executive", "revops")) return <OwnCirclesPage />;
  return <Navigate to={has_role(me, "enablement") ? "/circles/season" : "/circles/programme"} replace />;
}
