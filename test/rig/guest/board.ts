/** The board that the guest is to the node: converters of 4 x 10 and 4 x 10 readings a second, one that stands guard, a button. */
export const CONVERTERS = [
  { name: "adc-1", address: 0x48, alert: 17, rate: 10 },
  { name: "adc-2", address: 0x4a, alert: 18, rate: 10 },
  { name: "guard", address: 0x49, alert: 27, rate: 4 },
] as const;

export const BUTTON = 22;

/** Lines of a Pi's header. */
const LINES = 28;
const GPIO = "/sys/kernel/config/gpio-sim/header";

/** The file that says what pulls at a line; a link that `setUp` makes. */
export function pullOf(line: number): string {
  return `/run/header/sim_gpio${line}/pull`;
}

/** Shell: loads what makes the board, and names the header's lines. */
export const setUp = `
modprobe -a i2c-dev gpio-sim
modprobe i2c-stub chip_addr=${CONVERTERS.map(({ address }) => `0x${address.toString(16)}`).join(",")}
grep -q 'SMBus stub' /sys/class/i2c-dev/i2c-0/name
mkdir -p ${GPIO}/bank
echo ${LINES} >${GPIO}/bank/num_lines
echo gpio-sim >${GPIO}/bank/label
echo 1 >${GPIO}/live
ln -s /sys/devices/platform/$(cat ${GPIO}/dev_name)/$(cat ${GPIO}/bank/chip_name) /run/header
echo pull-up >${pullOf(BUTTON)}
`;
