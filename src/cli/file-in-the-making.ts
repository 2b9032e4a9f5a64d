import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { partitionOfRegion } from "../aws/live/partitions.ts";
import type { Source } from "../blueprints/read-wishes.ts";
import { SHAPES } from "../kinds/shapes.ts";
import type { Json } from "../model/json.ts";
import { type FileContent, type Library, organizationValue } from "../wizard/content.ts";
import { type Inspection, inspect, rememberingLoad } from "../wizard/inspect.ts";
import { newFileText } from "../wizard/new-file.ts";
import { editYaml } from "../wizard/yaml-edit.ts";
import { packagedSchema } from "./shipped.ts";
import { openSource } from "./source.ts";

/** An organization file in the making: the text that stands, and what a content would make of it. */
export interface FileInTheMaking {
  readonly file: string;
  /** Null when there is no file yet. */
  readonly before: string | null;
  textOf(content: FileContent): string;
  sourceOf(content: FileContent): Source;
  inspect(content: FileContent): Inspection;
}

/** Stands in for ids that nobody knows yet. */
const UNKNOWN_ACCOUNT = "000000000000";

/**
 * @param before the file's text, or null when there is none
 * @param data the dated tables, as blueprints see them
 */
export function fileInTheMaking(
  file: string,
  before: string | null,
  library: Library,
  data: Readonly<Record<string, Json>>,
): FileInTheMaking {
  const textOf = (content: FileContent) =>
    before === null ? newFileText(content, library, schemaFor(file)) : editYaml(before, content);
  const load = rememberingLoad();
  const sourceOf = (content: FileContent) => openSource(file, textOf(content));
  return {
    ...{ file, before, textOf, sourceOf },
    inspect(content) {
      const region = organizationValue(content, "homeRegion");
      const partition = (typeof region === "string" ? partitionOfRegion(region) : null) ?? "aws";
      const context = { partition, managementAccountId: UNKNOWN_ACCOUNT, tables: data };
      return inspect(sourceOf(content), { context, shapes: SHAPES, load });
    },
  };
}

const INSTALLED = "node_modules/orgwright/schemas";
const COPY = ".orgwright/organization.schema.json";

/** Where an editor finds the file's schema: in the package when it is installed beside the file, else in a copy. */
function schemaFor(file: string): string {
  const installed = join(dirname(file), INSTALLED);
  return existsSync(installed) ? `./${INSTALLED}/organization.schema.json` : COPY;
}

/** The copy of the schema that a new file points to, as a path and a text; null when it points into a package. */
export function schemaCopyFor(file: string): { readonly path: string; readonly text: string } | null {
  return schemaFor(file) === COPY ? { path: relative("", join(dirname(file), COPY)), text: packagedSchema() } : null;
}
