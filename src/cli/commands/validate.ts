import { hasErrors } from "../../model/finding.ts";
import { validate } from "../../pipeline.ts";
import { validationText } from "../../report/findings-text.ts";
import { findingJson } from "../../report/plan-json.ts";
import { plainJson } from "../../report/safe-text.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { openOrRefuse } from "../session.ts";
import { shippedTables, toolVersion } from "../shipped.ts";
import type { Terminal } from "../terminal.ts";

export interface ValidateOptions {
  readonly file: string;
  readonly format: string;
}

/** Checks the files. Nothing is sent anywhere. */
export async function runValidate({ file, format }: ValidateOptions, terminal: Terminal): Promise<ExitCode> {
  const source = openOrRefuse(file, format, terminal);
  if (source === null) {
    return EXIT.error;
  }
  const { findings, wishes } = validate(source, shippedTables(), toolVersion());
  if (format === "json") {
    terminal.out(plainJson({ format: 1, findings: findings.map(findingJson) }));
  } else if (findings.length > 0) {
    terminal.err(validationText(findings, terminal.errText, source.frame));
  }
  if (hasErrors(findings)) {
    return EXIT.error;
  }
  if (format !== "json") {
    terminal.out(`${file} and ${wishes.files.length - 1} blueprints are in order. Nothing was sent to AWS.`);
  }
  return EXIT.done;
}
