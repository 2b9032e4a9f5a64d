import type { SourcePosition } from "../model/position.ts";
import type { Template } from "./template.ts";

/** A value of a blueprint with its templates taken apart. */
export type Node =
  | { readonly is: "plain"; readonly value: null | boolean | number; readonly at: SourcePosition }
  | { readonly is: "template"; readonly template: Template; readonly at: SourcePosition }
  | { readonly is: "map"; readonly members: readonly Member[]; readonly at: SourcePosition }
  | { readonly is: "list"; readonly items: readonly Item[]; readonly at: SourcePosition };

/** A member of a map; its name may hold templates too, as tag conditions need. */
export interface Member {
  readonly name: Template;
  readonly value: Node;
  readonly at: SourcePosition;
}

/**
 * An element of a list: itself, one for each of what `each` gives, or one if `condition` is true. What is done for each may
 * itself be one of these, which makes one flat list of all.
 */
export type Item =
  | { readonly is: "one"; readonly value: Node }
  | { readonly is: "for"; readonly each: Node; readonly item: Item }
  | { readonly is: "if"; readonly condition: Node; readonly item: Item };

/** Every template in a node, with its position and whether `each` stands for something there. */
export function visitTemplates(
  node: Node,
  visit: (template: Template, at: SourcePosition, inFor: boolean) => void,
): void {
  walk(node, false, visit);
}

type Visit = (template: Template, at: SourcePosition, inFor: boolean) => void;

function walk(node: Node, inFor: boolean, visit: Visit): void {
  switch (node.is) {
    case "plain":
      return;
    case "template":
      visit(node.template, node.at, inFor);
      return;
    case "map":
      for (const { name, value, at } of node.members) {
        visit(name, at, inFor);
        walk(value, inFor, visit);
      }
      return;
    case "list":
      for (const item of node.items) {
        walkItem(item, inFor, visit);
      }
  }
}

function walkItem(item: Item, inFor: boolean, visit: Visit): void {
  switch (item.is) {
    case "one":
      walk(item.value, inFor, visit);
      return;
    case "for":
      walk(item.each, inFor, visit);
      walkItem(item.item, true, visit);
      return;
    case "if":
      walk(item.condition, inFor, visit);
      walkItem(item.item, inFor, visit);
  }
}
