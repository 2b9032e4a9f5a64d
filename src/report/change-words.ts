import { type Change, kindOf } from "../model/change.ts";

/** What a deletion is called that takes away by what a user can do something, and not the user. */
export const ACCESS_TAKEN_AWAY = "access taken away, the user stays";

/** Whether a change deletes what somebody can do, and nothing else. */
export function takesAccessAway(change: Change): boolean {
  return change.action === "delete" && change.from.kind === "iam-user-access";
}

/** What a change is about: its kind, or in words what goes where the kind would be taken for something else. */
export function subjectOf(change: Change): string {
  return takesAccessAway(change) ? ACCESS_TAKEN_AWAY : kindOf(change);
}

/** What a change does in a list of what is done together, as in "iam-role" or "delete iam-role". */
export function workOf({ action, subject }: { readonly action: Change["action"]; readonly subject: string }): string {
  return action === "delete" && subject !== ACCESS_TAKEN_AWAY ? `delete ${subject}` : subject;
}
