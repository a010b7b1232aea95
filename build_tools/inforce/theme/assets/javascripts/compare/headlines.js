/* The changes of what people must do, each in one plain sentence: what compare/headlines.py does. */
import { asRead } from "./changes.js";
import { say, strength } from "./say.js";
import { shortened } from "./shortened.js";

const BINDING = ["negation", "opposite", "strength", "condition"];

const effect = ({ reverses, touches }) => {
  if (reverses) return "reversed";
  return BINDING.some((kind) => touches.has(kind)) ? "binding" : "meaning";
};

const became = (name, number, { before, after }) => say(`headline ${name}`, { number, before, after });

const weighty = (text) => text?.differences.filter(({ kind }) => kind === "meaning") ?? [];

function* onLocalPractice(number, change) {
  const [was, now] = asRead(change);
  if (was && now) {
    for (const found of weighty(change)) {
      yield { text: became("here", number, found), reverses: found.reverses, binds: false };
    }
  } else {
    const words = shortened(now || was);
    const text = say(now ? "headline here added" : "headline here removed", { number, words });
    yield { text, reverses: false, binds: false };
  }
}

function* linesOf(change) {
  const { number } = change.placed;
  if (change.kind === "added" || change.kind === "removed") {
    const text = say(`headline ${change.kind}`, { number, words: shortened(change.placed.rule.text) });
    yield { text, reverses: false, binds: false };
  }
  for (const found of weighty(change.words)) {
    const text = became(effect(found), number, found);
    yield { text, reverses: found.reverses, binds: change.bindsOtherwise && found.touches.has("strength") };
  }
  if (change.local_practice?.weight === "meaning") yield* onLocalPractice(number, change.local_practice);
  if (change.strengthChanged) {
    const [before, after] = [change.old, change.new].map(({ rule }) => strength(rule.strength));
    yield { text: say("headline strength", { number, before, after }), reverses: false, binds: true };
  }
}

// What changed how binding a rule is comes first, then what was turned round.
export const headlines = (changes) => changes.changedRules
  .flatMap((change) => [...linesOf(change)])
  .sort((one, other) => Number(other.binds) - Number(one.binds) || Number(other.reverses) - Number(one.reverses))
  .map(({ text }) => text);
