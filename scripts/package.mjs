// Checks package.json as other projects will see it: that what it promises is there and can be imported.

import { publint } from "publint";
import { formatMessage } from "publint/utils";

const { messages, pkg } = await publint({ pkgDir: ".", level: "warning", strict: true, pack: "npm" });
for (const message of messages) {
  console.error(formatMessage(message, pkg));
}
process.exitCode = messages.length === 0 ? 0 : 1;
