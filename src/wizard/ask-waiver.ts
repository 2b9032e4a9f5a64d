import type { Asker } from "./asker.ts";
import type { FileContent } from "./content.ts";
import { type Inspection, newProblem } from "./inspect.ts";
import { type WaiverAnswer, withWaiver } from "./waivers.ts";

/** What is needed to ask who answers for a guardrail. */
interface Around {
  readonly asker: Asker;
  readonly inspect: (content: FileContent) => Inspection;
}

const QUESTIONS: readonly { readonly key: keyof WaiverAnswer; readonly message: string; readonly help?: string }[] = [
  {
    key: "owner",
    message: "Who answers for what this lets through?",
    help: "A plan whose guardrails are off is refused until somebody answers for that: who, why, and until when.",
  },
  { key: "because", message: "Why is it off?" },
  { key: "until", message: "Until which day, as in 2027-01-31?" },
];

/** Stands in for what is not asked yet. */
const FINE: WaiverAnswer = { owner: "someone", because: "something", until: "2999-12-31" };

/** The content with somebody answering for a switch that is off, and nobody for one that is on; null for back. */
export async function askWaiver(
  id: string,
  isOff: boolean,
  content: FileContent,
  { asker, inspect }: Around,
): Promise<FileContent | null> {
  if (!isOff) {
    return withWaiver(content, id, null);
  }
  const fine = inspect(withWaiver(content, id, FINE));
  let waiver = FINE;
  for (const { key, message, help } of QUESTIONS) {
    const answered = await asker.text({
      ...{ message, initial: "", ...(help === undefined ? {} : { help }) },
      refuse: (text) => newProblem(fine, inspect(withWaiver(content, id, { ...FINE, [key]: text.trim() }))),
    });
    if (answered.is === "back") {
      return null;
    }
    waiver = { ...waiver, [key]: answered.value.trim() };
  }
  return withWaiver(content, id, waiver);
}
