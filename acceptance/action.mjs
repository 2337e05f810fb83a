// Runs the steps of action.yml one after another, as a runner would: with GitHub's own evaluator of expressions.
// Standard input: {action, event, eventName, actor, repository, workspace, temp, inputs, cancelled}; output: what came of it.
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Evaluator, Lexer, Parser, data } from "@actions/expressions";
import { truthy } from "@actions/expressions/result";
import { parse } from "yaml";

const told = JSON.parse(readFileSync(0, "utf8"));
const action = parse(readFileSync(join(told.action, "action.yml"), "utf8"));
const inputs = Object.fromEntries(
  Object.entries(action.inputs).map(([name, input]) => [name, told.inputs[name] ?? input.default ?? ""]),
);
for (const name of Object.keys(told.inputs)) if (!(name in action.inputs)) throw new Error(`no input ${name}`);
const github = {
  action_path: told.action, actor: told.actor, event: told.event, event_name: told.eventName,
  repository: told.repository, workspace: told.workspace,
};
const steps = {};
const ran = [];
const uses = [];
let failed = false;

const bool = (value) => new data.BooleanData(value);
const functions = {
  success: () => bool(!failed && !told.cancelled),
  failure: () => bool(failed),
  always: () => bool(true),
  cancelled: () => bool(Boolean(told.cancelled)),
};
const known = Object.entries(functions).map(([name, call]) => ({ name, minArgs: 0, maxArgs: 0, call }));

function evaluate(text) {
  const context = { github, inputs, steps, runner: { temp: told.temp } };
  const values = JSON.parse(JSON.stringify(context), data.reviver);
  const tree = new Parser(new Lexer(text).lex().tokens, Object.keys(context), known).parse();
  return new Evaluator(tree, values, new Map(known.map((one) => [one.name, one]))).evaluate();
}

const expand = (text) => String(text).replace(/\$\{\{(.*?)\}\}/gs, (_, inner) => evaluate(inner).coerceString());

function isWanted(condition) {
  if (condition === undefined) return truthy(functions.success());
  const text = String(condition).replace(/^\s*\$\{\{(.*)\}\}\s*$/s, "$1");
  const asked = /\b(success|failure|always|cancelled)\s*\(/.test(text);
  return truthy(evaluate(asked ? text : `success() && (${text})`));
}

function readOutputs(file) {
  const outputs = {};
  const lines = readFileSync(file, "utf8").split("\n");
  while (lines.length) {
    const line = lines.shift();
    const block = line.match(/^([^=]+?)<<(.+)$/);
    if (block) {
      const value = [];
      while (lines.length && lines[0] !== block[2]) value.push(lines.shift());
      lines.shift();
      outputs[block[1]] = value.join("\n");
    } else if (line.includes("=")) {
      outputs[line.slice(0, line.indexOf("="))] = line.slice(line.indexOf("=") + 1);
    } else if (line) throw new Error(`GITHUB_OUTPUT has a line that is no output: ${line}`);
  }
  return outputs;
}

function run(step, number) {
  const files = Object.fromEntries(["OUTPUT", "ENV", "PATH", "STEP_SUMMARY"].map(
    (name) => [`GITHUB_${name}`, join(told.temp, `${number}-${name}`)]));
  for (const file of Object.values(files)) { mkdirSync(dirname(file), { recursive: true }); writeFileSync(file, ""); }
  const script = join(told.temp, `${number}.sh`);
  writeFileSync(script, expand(step.run));
  const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, expand(value)]));
  const folder = join(told.workspace, expand(step["working-directory"] ?? "."));
  const base = { PATH: process.env.PATH, HOME: process.env.HOME, LANG: "C.UTF-8", ...told.environment };
  const done = spawnSync("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", script], {
    cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28,
    env: { ...base, CI: "true", GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: told.workspace, RUNNER_TEMP: told.temp,
      GITHUB_REPOSITORY: told.repository, GITHUB_SERVER_URL: "https://github.com", GITHUB_EVENT_NAME: told.eventName,
      ...files, ...env },
  });
  appendFileSync(join(told.temp, "summary.md"), readFileSync(files.GITHUB_STEP_SUMMARY));
  for (const name of ["GITHUB_ENV", "GITHUB_PATH"])
    if (readFileSync(files[name], "utf8")) throw new Error(`${step.name} writes ${name}`);
  return { status: done.status ?? 255, log: (done.stdout ?? "") + (done.stderr ?? "") + (done.error ?? ""),
    outputs: readOutputs(files.GITHUB_OUTPUT) };
}

for (const [number, step] of action.runs.steps.entries()) {
  const entry = { name: step.name, ran: isWanted(step.if) };
  ran.push(entry);
  if (!entry.ran) continue;
  if (step.uses) {
    uses.push({ uses: step.uses, with: Object.fromEntries(
      Object.entries(step.with ?? {}).map(([name, value]) => [name, expand(value)])) });
    continue;
  }
  if (!step.shell) throw new Error(`${step.name} has no shell`);
  const done = run(step, number);
  Object.assign(entry, { status: done.status, log: done.log });
  if (step.id) steps[step.id] = { outputs: done.outputs, outcome: done.status ? "failure" : "success" };
  failed ||= done.status !== 0;
}

const outputs = Object.fromEntries(Object.entries(action.outputs).map(([name, one]) => [name, expand(one.value)]));
const summary = join(told.temp, "summary.md");
console.log(JSON.stringify({ failed, steps: ran, uses, outputs,
  summary: existsSync(summary) ? readFileSync(summary, "utf8") : "" }));
