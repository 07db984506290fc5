// Compiles each text where it is used, so that it is loaded with the page that says it and not with the first one. After the macros, a text is an
// object with its id and its message; the message becomes what the catalogue would hold for it.
import { compileMessage } from "@lingui/message-utils/compileMessage";

const value_of = (node, name) => node.properties.find(({ type, key }) => type === "ObjectProperty" && (key.name ?? key.value) === name)?.value;

export const texts_in_place = ({ types: t }) => ({
  name: "texts-in-place",
  visitor: {
    ObjectExpression({ node }) {
      const message = value_of(node, "message");
      if (message?.type !== "StringLiteral" || value_of(node, "id")?.type !== "StringLiteral") return;
      const property = node.properties.find(({ value }) => value === message);
      property.value = t.valueToNode(compileMessage(message.value));
    },
  },
});
