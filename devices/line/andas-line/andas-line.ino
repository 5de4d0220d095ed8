// Rows as andas likes them best, from any Arduino:
//
//   $seq,t_ms,e1_uv,e2_uv*8629      the header: at the start and before every 60th row
//   $17,17000,1250,-310*E8B8        a row: its number, our time in ms, microvolts
//
// Between $ and * stands the text whose CRC-16/CCITT-FALSE follows it: a line that was hurt is never taken for a signal, rows
// that got lost are counted, and the boot loader's greeting is no header. On the card:
//
//   { "name": "logger", "kind": "line", "path": "/dev/serial/by-id/…", "baud": 115200, "clock": "device", "rate_hz": 1 }

const long PERIOD_MS = 1000;
const int HEADER_EVERY = 60;
const char HEADER[] = "seq,t_ms,e1_uv,e2_uv";

// Put here what reads your converter. An Uno's own has steps of 4,883 microvolts: too coarse for a fungus.
long microvolts(int electrode) {
  return (long)((analogRead(electrode) - 512) * 4882.8125);
}

unsigned int crc16(const char *text) {
  unsigned int crc = 0xFFFF;
  for (; *text; text++) {
    crc ^= (unsigned int)(unsigned char)*text << 8;
    for (int bit = 0; bit < 8; bit++) crc = ((crc & 0x8000) ? (crc << 1) ^ 0x1021 : crc << 1) & 0xFFFF;
  }
  return crc;
}

void say(const char *text) {
  char seal[6];
  snprintf(seal, sizeof seal, "*%04X", crc16(text));
  Serial.print('$');
  Serial.print(text);
  Serial.println(seal);
}

unsigned int seq = 0;  // begins anew after 65535
unsigned long next = 0;

void setup() {
  Serial.begin(115200);
  next = millis();
}

void loop() {
  if ((long)(millis() - next) < 0) return;
  if (seq % HEADER_EVERY == 0) say(HEADER);
  char row[64];
  snprintf(row, sizeof row, "%u,%lu,%ld,%ld", seq, millis(), microvolts(A0), microvolts(A1));
  say(row);
  seq = (seq + 1) & 0xFFFF;
  next += PERIOD_MS;
}
