export { session } from "../mock-sessions.mjs";
