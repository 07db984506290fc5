// A conversation's note, put on the server.
import { api, ApiError, type Conversation, type Problem } from "@/api";
import type { NoteVersion } from "@/live/note_state";
import type { PutText } from "@/live/put_text";

const noteAddress = (session_id: string, target: string) => (target === "private" ? `/api/sessions/${session_id}/private-note` : `/api/sessions/${session_id}/notes/${target}`);

/** A conflict is an answer, not an error: it brings the text the server holds. */
export const putNote: PutText = async (session_id, target, note) => {
  try {
    const server = await api.put<NoteVersion>(noteAddress(session_id, target), { text: note.text, base_version: note.version });
    return { outcome: "accepted", server };
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 409 || error.code !== "note_changed") throw error;
    return { outcome: "conflicted", server: currentIn(error.problem) ?? (await currentNote(session_id, target)) };
  }
};

/** The newer text, which the refusal carries as its parameters. */
function currentIn(problem: Problem & { params?: Record<string, string> }): NoteVersion | undefined {
  const { text, version } = problem.params ?? {};
  return text !== undefined && /^\d+$/.test(version ?? "") ? { text, version: Number(version) } : undefined;
}

async function currentNote(session_id: string, target: string): Promise<NoteVersion> {
  const conversation = await api.get<Conversation>(`/api/sessions/${session_id}`);
  if (target === "private") return conversation.private_note;
  const note = conversation.shared_notes.find((each) => each.stage === target);
  return note ? { text: note.text, version: note.version } : { text: "", version: 0 };
}
