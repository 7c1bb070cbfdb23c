// How the measurements print what they found.
export function printTable(head, rows) {
    console.log(`| ${head.join(' | ')} |`);
    console.log(`| ${head.map(() => '---').join(' | ')} |`);
    for (const row of rows) console.log(`| ${row.join(' | ')} |`);
}

export const whole = (number) => Math.round(number).toLocaleString('en');
export const ratio = (one, other) => (one / other).toFixed(2);
