import {writeFileSync} from 'node:fs';
import {launchChromium} from '../browser/support/chromium.mjs';
import {keptOnDevice, phone} from '../browser/support/portal.mjs';
import {SLOW_LINE, newMeasuredPage, slowDown, startServer, timesOf} from './browser_pages.mjs';
const [browser, server] = await Promise.all([launchChromium(), startServer()]);
try {
  const [link] = (await server.links()).map(({url}) => url);
  const context = await browser.newContext(phone);
  let page = await newMeasuredPage(context, 'Prendre RDV');
  await timesOf(page, link); await keptOnDevice(page); await page.waitForTimeout(1500); await page.close();
  for (let i = 0; i < 2; ++i) {
    page = await newMeasuredPage(context, 'Prendre RDV');
    await slowDown(page, {line: SLOW_LINE});
    await browser.startTracing(page, {path: `/tmp/prof/trace${i}.json`, categories: ['devtools.timeline', 'v8', 'v8.wasm', 'v8.compile','blink', 'cc', 'loading', 'toplevel', 'blink.user_timing', 'disabled-by-default-v8.compile', 'gpu','sequence_manager','ServiceWorker','ipc']});
    const t = await timesOf(page, link);
    await browser.stopTracing();
    console.log({firstPaint: t.firstPaint, firstFrame: t.firstFrame, found: t.found, frames: t.frames.map(Math.round), own: t.own.map(Math.round)});
    await page.close();
  }
} finally { await browser.close(); await server.remove(); }
