import {writeFileSync} from 'node:fs';
import {launchChromium} from '../browser/support/chromium.mjs';
import {keptOnDevice, phone} from '../browser/support/portal.mjs';
import {SLOW_LINE, newMeasuredPage, slowDown, startServer, timesOf} from './browser_pages.mjs';
const [browser, server] = await Promise.all([launchChromium(), startServer()]);
try {
  const [link] = (await server.links()).map(({url}) => url);
  const context = await browser.newContext(phone);
  let page = await newMeasuredPage(context, 'Prendre RDV');
  console.log(await timesOf(page, link)); await keptOnDevice(page); await page.waitForTimeout(1500); await page.close();
  for (let i = 0; i < 3; ++i) {
    page = await newMeasuredPage(context, 'Prendre RDV');
    await page.addInitScript(() => { window.glTimes = []; for (const proto of [WebGL2RenderingContext.prototype, WebGLRenderingContext.prototype, HTMLCanvasElement.prototype, IDBFactory.prototype, IDBDatabase.prototype]) for (const n of Object.getOwnPropertyNames(proto)) { const d = Object.getOwnPropertyDescriptor(proto, n); if (typeof d.value !== 'function') continue; const f = d.value; proto[n] = function (...a) { const t = performance.now(); const r = f.apply(this, a); const e = performance.now(); if (e - t > 1.5) window.glTimes.push([n, a[0]?.toString?.().slice(0,40), Math.round(t), Math.round(e - t)]); return r; }; } });
    page.on('pageerror', e => console.log('ERR', e.stack)); page.on('console', m => console.log('CON', m.text()));
    const control = await slowDown(page, {line: SLOW_LINE});
    await control.send('Profiler.enable'); await control.send('Profiler.setSamplingInterval', {interval: 500});
    await control.send('Profiler.start');
    const t = await timesOf(page, link);
    const {profile} = await control.send('Profiler.stop');
    writeFileSync(`/tmp/prof/p${i}.cpuprofile`, JSON.stringify(profile));
    await page.waitForTimeout(1500); console.log(await page.evaluate(() => window.benchTimes));
    console.log({firstPaint: t.firstPaint, firstFrame: t.firstFrame, found: t.found, frames: t.frames.map(Math.round), own: t.own.map(Math.round)});
    console.log(await page.evaluate(() => JSON.stringify(performance.getEntries().map(e => [e.name.replace(/.*8080|http:..[^/]*/, ''), e.entryType, Math.round(e.startTime), Math.round(e.responseEnd || e.startTime + e.duration)]))));
    console.log(JSON.stringify(await page.evaluate(() => window.glTimes)));
    await page.close();
  }
} finally { await browser.close(); await server.remove(); }
