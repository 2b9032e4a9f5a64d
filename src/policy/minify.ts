import { canonicalJson, type Json, type JsonObject } from "../model/json.ts";
import { DOCUMENT_ELEMENTS, inOrder, isIamDocument, isOpen, listOf, STATEMENT_ELEMENTS } from "./elements.ts";

/**
 * A policy as the shortest text that AWS reads the same way: no white space, elements in the order in which AWS's own pages
 * write them, lists of one as single values. Equal documents give equal texts. White space counts in Organizations policies
 * sent through the API (Quotas for AWS Organizations), so this is what is sent.
 */
export function minify(document: Json): string {
  return isIamDocument(document) ? JSON.stringify(compactDocument(document)) : canonicalJson(document);
}

function compactDocument(document: JsonObject): Json {
  const complete = { ...document, Statement: listOf(document["Statement"]).map(compactStatement) };
  return Object.fromEntries(inOrder(complete, DOCUMENT_ELEMENTS));
}

function compactStatement(statement: Json): Json {
  if (!isOpen(statement)) {
    return statement;
  }
  return Object.fromEntries(inOrder(statement, STATEMENT_ELEMENTS).map(([name, value]) => [name, compact(value)]));
}

function compact(value: Json): Json {
  if (Array.isArray(value)) {
    return value.length === 1 ? (value[0] as Json) : value;
  }
  return isOpen(value)
    ? Object.fromEntries(inOrder(value, []).map(([name, member]) => [name, compact(member)]))
    : value;
}
