import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { answerLength, configByte, parseAnswer, railOf } from "../../devices/mcp342x/bytes.js";
import { MCP_SHEETS } from "../../devices/mcp342x/sheets.js";

const BITS = [12, 14, 16, 18];

test("the byte after power-on, but for continuous mode, is channel 1 at 12 bits and gain 1", () => {
  assert.equal(configByte({ channel: 0, gain: 0, bits: 12, start: true }) | 0b0001_0000, 0b1001_0000);
});

test("the fields stand where the data sheet has them", () => {
  assert.equal(configByte({ channel: 3, gain: 3, bits: 18, start: true }), 0b1_11_0_11_11);
  assert.equal(configByte({ channel: 1, gain: 2, bits: 14, start: false }), 0b0_01_0_01_10);
});

test("the data sheet's own examples: 0.996 V of 2.048 V at 18 bits, and its negative", () => {
  assert.deepEqual(parseAnswer(Uint8Array.of(0x00, 0xf9, 0x07, 0x0c), 18), { code: 63751, config: 0x0c });
  assert.deepEqual(parseAnswer(Uint8Array.of(0xff, 0x06, 0xf9, 0x0c), 18), { code: -63751, config: 0x0c });
});

test("every code of every resolution comes back with its sign, and RDY alone says whether it is new", () => {
  fc.assert(
    fc.property(fc.constantFrom(...BITS), fc.integer(), fc.boolean(), (bits, any, ready) => {
      const code = (any % 2 ** (bits - 1)) | 0;
      const bytes = bits === 18 ? [code >> 16, code >> 8, code] : [code >> 8, code];
      const config = configByte({ channel: 1, gain: 3, bits, start: false });
      const answer = parseAnswer(Uint8Array.from([...bytes, config | (ready ? 0 : 0x80)]), bits);
      assert.deepEqual(answer, { code: ready ? code : undefined, config });
    }),
    { numRuns: 2000 },
  );
});

test("whatever bytes the bus gives, they are a code of 24 bits, or none", () => {
  fc.assert(
    fc.property(fc.constantFrom(...BITS), fc.uint8Array({ maxLength: 6 }), (bits, bytes) => {
      const answer = parseAnswer(bytes, bits);
      if (bytes.length < answerLength(bits)) assert.equal(answer, undefined);
      else if (answer?.code !== undefined) {
        assert.ok(Math.abs(answer.code) <= 2 ** 23);
        assert.ok([-1, 0, 1].includes(railOf(answer.code, bits)));
      }
    }),
    { numRuns: 2000 },
  );
});

test("it locks at both ends", () => {
  for (const bits of BITS) {
    const top = 2 ** (bits - 1) - 1;
    assert.deepEqual(
      [top, top - 1, -top, -top - 1].map((code) => railOf(code, bits)),
      [1, 0, 0, -1],
    );
  }
});

test("eight addresses each, and no chip has more bits or channels than its name", () => {
  for (const sheet of Object.values(MCP_SHEETS)) {
    assert.equal(new Set(sheet.addresses.map(({ address }) => address)).size, 8);
    assert.equal(sheet.speeds[0]?.bits, /342[234]/.test(sheet.chip) ? 18 : 16);
    assert.equal(sheet.channels.length, /34(24|28)/.test(sheet.chip) ? 4 : 2);
  }
});
