// Who is signed in, for every page inside the shell.
import { createContext, useContext } from "react";
import type { Me, Role } from "@/api";

export const MeContext = createContext<Me | null>(null);

/** The signed-in person. Only inside the shell, where there is one. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("useMe() is used outside the signed-in shell");
  return me;
}

export const has_role = (me: Me, ...roles: Role[]) => roles.some((role) => me.roles.includes(role));
