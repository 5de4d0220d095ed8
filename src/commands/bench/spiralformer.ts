import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "../../domain/median.js";
import { HOUR } from "../../domain/time.js";
import { CALL_MODES, type CallMode } from "../../domain/wake.js";
import { milliseconds } from "../../ports/os/stopwatch.js";
import { CallCosts } from "../../spiralformer/model/call-costs.js";
import { loadOnnx, type Onnx } from "../../spiralformer/model/onnx.js";
import { type Models, openModels } from "../../spiralformer/model/open-models.js";
import { MODELS, openReader } from "../../spiralformer/model/open-reader.js";
import type { Reader, ReaderCall } from "../../spiralformer/model/reader.js";
import { ModelSession } from "../../spiralformer/model/session.js";
import { SLOT } from "../../spiralformer/slots/features.js";
import type { Io } from "../cli/command.js";
import { megabytes } from "./figures.js";
import { writeGrove } from "./grove-recording.js";
import { AlwaysOnLstm } from "./lstm.js";
import { type RecordedCalls, recordCalls } from "./recorded-calls.js";

const ROUNDS = 5;
/** So many calls of a kind are timed, so often, once the engine has compiled what leads to them. */
const SOME = 20;
const TIMED = 50;
const WARM = 50;

/**
 * What reading costs on this machine, over a recording: calls and multiply-adds an hour, processor time of ear and model beside that
 * of an LSTM that steps on every slot (in turn, the ratio pair by pair), how long each kind of call takes, and what the model's own
 * process needs. How well it reads is judged by `scripts/judge-readings.mjs`.
 */
export async function benchSpiralformer(file: string | undefined, folder: string | undefined, io: Io): Promise<object> {
  const place = folder ?? MODELS;
  const models = await openModels(place, readFile);
  const onnx = await loadOnnx();
  io.err("andas: hearing the recording …\n");
  const recording = await recorded(file, (path) => recordCalls(path, models, onnx, io));
  const hours = (recording.slots.length * SLOT) / HOUR;
  const lstm = await AlwaysOnLstm.open(onnx, `${place}/lstm.onnx`, recording.present);
  const pairs: { ours: number; lstm: number; ear: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    io.err(`andas: model and LSTM in turn, ${round + 1} of ${ROUNDS} …\n`);
    const ear = await cpu(async () => scoreAll(models, recording));
    const ours = await cpu(() => readAll(onnx, models, recording.calls));
    pairs.push({ ear, ours: ear + ours, lstm: await cpu(() => lstm.addSlots(recording.slots)) });
  }
  const per = (pick: (pair: (typeof pairs)[number]) => number) =>
    Math.round((1e3 * median(pairs.map(pick))) / hours) / 1e3;
  return {
    model: models.name,
    model_bytes: (await stat(models.model)).size,
    hours: Math.round(hours * 10) / 10,
    electrodes: recording.present.length,
    ...ratesOf(recording, models, hours),
    cpu_ms_per_h: { ear: per(({ ear }) => ear), ear_and_model: per(({ ours }) => ours), lstm: per(({ lstm }) => lstm) },
    lstm_to_ours: Math.round(100 * median(pairs.map(({ ours, lstm }) => lstm / ours))) / 100,
    ...(await callTimes(onnx, models, recording.calls)),
    ...(await ownProcess(place, recording.calls)),
  };
}

function ratesOf({ calls, slots }: RecordedCalls, models: Models, hours: number): object {
  const rate = (count: number) => Math.round((100 * count) / hours) / 100;
  const of = (mode: CallMode) => calls.filter((call) => call.mode === mode);
  const costs = new CallCosts(models.card, 0);
  const ear = models.ear.macs * slots.length;
  const macs = calls.reduce((sum, { mode, channel }) => sum + costs.macs(mode, channel.length), ear);
  return {
    wakes_per_h: rate(calls.length - of("hold").length),
    calls_per_h: Object.fromEntries(CALL_MODES.map((mode) => [mode, rate(of(mode).length)])),
    macs_per_h: Math.round(macs / hours),
  };
}

function scoreAll({ ear }: Models, { slots, present }: RecordedCalls): void {
  for (const slot of slots) ear.addSlot(slot, present);
}

async function readAll(onnx: Onnx, models: Models, calls: readonly ReaderCall[]): Promise<void> {
  const session = await openQuietly(onnx, models);
  for (const call of calls) await session.run(call);
  await session.close();
}

/** How long each kind of call takes, by twenty calls of that kind again and again; and opening the session. */
async function callTimes(onnx: Onnx, models: Models, calls: readonly ReaderCall[]): Promise<object> {
  const opening: number[] = [];
  const took: [CallMode, readonly number[]][] = [];
  for (const mode of CALL_MODES) {
    const some = calls.filter((call) => call.mode === mode).slice(0, SOME);
    if (some.length === 0) continue;
    const began = milliseconds();
    const session = await openQuietly(onnx, models);
    opening.push(milliseconds() - began);
    const times: number[] = [];
    for (let round = -WARM; round < TIMED; round++)
      for (const call of some) {
        const said = await session.run(call);
        if (round >= 0) times.push(said.milliseconds);
      }
    took.push([mode, times.sort((a, b) => a - b)]);
    await session.close();
  }
  const of = (times: readonly number[] = [], share = 0.5) =>
    Math.round(1e3 * (times[Math.floor(share * times.length)] ?? Number.NaN));
  const times = Object.fromEntries(took);
  return {
    session_create_ms: Math.round(10 * median(opening)) / 10,
    call_us: Object.fromEntries(took.map(([mode, held]) => [mode, { p50: of(held), p95: of(held, 0.95) }])),
    hold_to_inhale_p50: Math.round((100 * of(times.hold)) / of(times.inhale)) / 100,
  };
}

/** What the process of its own costs: its start, its memory, and the way there and back beside the call itself. */
async function ownProcess(folder: string, calls: readonly ReaderCall[]): Promise<object> {
  const { reader } = await openReader(folder, () => {});
  try {
    const began = milliseconds();
    await reader.prove();
    const start = milliseconds() - began;
    const ways: number[] = [];
    for (const call of calls.slice(0, 300)) {
      const asked = milliseconds();
      const answer = await reader.read(call);
      if (answer !== undefined) ways.push(milliseconds() - asked - answer.milliseconds);
    }
    return {
      child: {
        start_ms: Math.round(start),
        resident_mb: megabytes(await residentOf(reader)),
        message_us_p50: Math.round(1e3 * median(ways)),
      },
    };
  } finally {
    await reader.close();
  }
}

async function residentOf(reader: Reader): Promise<number> {
  const status = await readFile(`/proc/${reader.pid}/status`, "utf8").catch(() => "");
  return 1024 * Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN);
}

function openQuietly(onnx: Onnx, models: Models): Promise<ModelSession> {
  return ModelSession.open(onnx, models.model, { ...models.card, known: [] }, milliseconds);
}

/** Processor time of some work, in milliseconds: all threads, user and system. */
async function cpu(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e3;
}

async function recorded<T>(file: string | undefined, work: (path: string) => Promise<T>): Promise<T> {
  if (file !== undefined) return work(file);
  const folder = await mkdtemp(join(tmpdir(), "andas-bench-"));
  try {
    const path = join(folder, "grove.csv");
    await writeGrove(path);
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
