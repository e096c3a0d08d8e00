/** Several people at one desk: they sign in, share the list, keep to their caps, and one of them runs it. */
import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { jobPageSchema } from "#lib/job.ts";
import { admin } from "#lib/text/en/admin.ts";
import { en as text } from "#lib/text/en.ts";
import { type Site, call, expectProblem, send, submitOne, validJob } from "./api.ts";
import { cards, fillIn, generate } from "./desk.ts";
import { expect, test } from "./fixtures.ts";
import { look } from "./look.ts";
import { addPerson, newPerson, personCommand, signIn, trySignIn } from "./people.ts";
import type { AppServer } from "./server.ts";

const { signIn: words } = text.people;

test.describe("with passcodes", () => {
  test.use({ settings: { ACCESS: "passcodes", PRICE_PER_JOB: "0.5 USD" } });

  test("people sign in without a script, share the list, not their trash, and stay within their caps", async ({
    app,
    browser,
    expectConsoleError,
  }) => {
    expectConsoleError(/status of (429|401|409)/);
    const root = await newPerson(app, "root", "--admin");
    const ada = await newPerson(app, "ada");
    const bob = await addPerson(root, "bob");

    // A link that fills the form in leads through the sign-in and back to itself.
    const plain = await pageOf(browser, app, { javaScriptEnabled: false });
    await plain.goto("/?prompt=a%20cat&image=one&image=two");
    await expect(plain.getByLabel(words.passcode)).toHaveAttribute("type", "password");
    await expect(plain.getByLabel(words.passcode)).toHaveAttribute("autocomplete", "current-password");
    await enter(plain, "ada", "not the passcode");
    await expect(plain.getByRole("alert")).toHaveText(words.faults.wrong_passcode);
    await enter(plain, "ADA", ada.passcode.toLowerCase());
    await expect(plain).toHaveURL(`${app.url}/?prompt=a+cat&image=one&image=two`);
    const atAdas = await pageOf(browser, app, { storageState: await plain.context().storageState() });
    await atAdas.goto("/");
    const atBobs = await pageOf(browser, app, {});
    await atBobs.goto("/");
    await enter(atBobs, "bob", bob.passcode);

    await fillIn(atBobs, { prompt: "bob's fish" });
    await generate(atBobs).click();
    await expect(cards(atBobs, "bob's fish")).toHaveCount(1);
    await atAdas.reload();
    await expect(cards(atAdas, "bob's fish")).toHaveCount(1);
    const { id } = await submitOne(ada, { prompt: "ada's cat" });
    await atBobs.reload();
    await expect(cards(atBobs, "ada's cat")).toHaveCount(1);
    expect(await listed(bob, "by=ada")).toEqual(["ada's cat"]);
    await atBobs.getByRole("combobox", { name: text.people.by }).selectOption("ada");
    await expect(cards(atBobs, "bob's fish")).toHaveCount(0);
    await expect(cards(atBobs, "ada's cat").getByText("ada", { exact: true })).toBeVisible();
    expect(new URL(atBobs.url()).search).toBe("?by=ada");
    await atBobs.goto("/");
    for (const [method, path] of [
      ["DELETE", ""],
      ["POST", "/cancellation"],
      ["POST", "/restoration"],
    ] as const) {
      expectProblem(await send(bob, method, `/api/jobs/${id}${path}`, {}), 403, "not_yours");
    }
    expect((await send(ada, "DELETE", `/api/jobs/${id}`, {})).status).toBe(204);
    await atBobs.reload();
    await expect(cards(atBobs, "bob's fish")).toHaveCount(1);
    await expect(cards(atBobs, "ada's cat")).toHaveCount(0);
    for (const path of [`/api/jobs/${id}`, `/api/jobs/${id}/video`, `/jobs/${id}`])
      expect((await call(bob, "GET", path)).status, path).toBe(404);
    expectProblem(await send(bob, "POST", `/api/jobs/${id}/restoration`, {}), 404, "not_found");
    expectProblem(await send(bob, "POST", `/api/jobs/${id}/retries`, {}), 404, "not_found");
    expect(await listed(bob, "trashed=true")).toEqual([]);
    expect(await listed(ada, "trashed=true")).toEqual(["ada's cat"]);
    expect(await listed(root, "trashed=true")).toEqual(["ada's cat"]);

    expect((await send(root, "PATCH", "/api/people/bob", { jobs_per_day: 5 })).status).toBe(200);
    const all = await Promise.all(Array.from({ length: 10 }, () => send(bob, "POST", "/api/jobs", validJob)));
    const refused = all.filter(({ status }) => status !== 201);
    expect(refused).toHaveLength(6);
    for (const answer of refused) {
      expectProblem(answer, 429, "cap_reached");
      expect(JSON.parse(answer.text)).toMatchObject({ scope: "person", limit: 5, used: 5, time_zone: "UTC" });
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    await fillIn(atBobs, { prompt: "one too many" });
    await generate(atBobs).click();
    await expect(atBobs.getByText(/Your limit is 5 jobs a day: 5 used, 1 more asked for/).first()).toBeVisible();
    await submitOne(ada);

    // A tab that was opened as one person does nothing as another who has signed in there since, and keeps its form.
    const bobsOwn = await atBobs.context().cookies();
    await fillIn(atBobs, { prompt: "bob's, in ada's browser" });
    const [name = "", value = ""] = (await signIn(app, "ada", ada.passcode)).split("=");
    await atBobs.context().addCookies([{ name, value, url: app.url, httpOnly: true, sameSite: "Lax" }]);
    await generate(atBobs).click();
    await expect(atBobs.getByText(/Somebody else has signed in/).first()).toBeVisible();
    await expect(atBobs.getByRole("textbox", { name: "Prompt" })).toHaveValue("bob's, in ada's browser");
    expect(await listed(root, "q=browser")).toEqual([]);
    await atBobs.context().addCookies(bobsOwn);

    // A person gets a new passcode for the present one, and ends what was opened elsewhere.
    await atAdas.goto("/account");

    await atAdas.getByLabel(text.people.account.present).fill("not the passcode");
    await atAdas.getByRole("button", { name: text.people.account.renew }).click();
    await expect(atAdas.getByRole("alert").filter({ hasText: "do not go together" })).toBeVisible();
    await atAdas.getByLabel(text.people.account.present).fill(ada.passcode);
    await atAdas.getByRole("button", { name: text.people.account.renew }).click();
    const renewed = (await atAdas.getByText(/^\w{5}(-\w{5}){3}$/).textContent()) ?? "";
    expectProblem(await call(ada, "GET", "/api/jobs"), 401, "not_signed_in");
    expectProblem(await trySignIn(app, "ada", ada.passcode), 401, "wrong_passcode");
    ada.cookie = await signIn(app, "ada", renewed);
    await atAdas.goto("/");

    // What the browser kept is worth nothing once its owner has left, or was kept out.
    const [cookie] = await atBobs.context().cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
    const replayed = { url: app.url, cookie: `${cookie?.name}=${cookie?.value}` };
    expect((await call(replayed, "GET", "/api/jobs")).status).toBe(200);
    await atBobs.getByRole("button", { name: text.people.menu("bob") }).click();
    await atBobs.getByRole("menuitem", { name: text.people.signOut }).click();
    await expect(atBobs.getByRole("heading", { name: words.title })).toBeVisible();
    expectProblem(await call(replayed, "GET", "/api/jobs"), 401, "not_signed_in");
    await personCommand(app, "revoke", "ada");
    await expect(async () => {
      // A page asks again when somebody comes back to it.
      await atAdas.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
      await expect(atAdas.getByRole("heading", { name: words.title })).toBeVisible({ timeout: 2_000 });
    }).toPass();
    expectProblem(await send(ada, "POST", "/api/jobs", validJob), 401, "not_signed_in");
    const secrets = [ada.passcode, renewed, bob.passcode, cookie?.value ?? "", "ada's cat", "bob's fish"];
    expect(secrets.filter((secret) => app.log().includes(secret))).toEqual([]);
  });

  test("an admin looks after people, limits and submissions on one page, which anybody can use", async ({
    app,
    page,
    expectConsoleError,
  }) => {
    expectConsoleError(/status of 409/);
    const root = await newPerson(app, "root", "--admin");
    await page.goto("/admin");
    await look(page);
    await enter(page, "root", root.passcode);
    await expect(page).toHaveURL(`${app.url}/admin`);
    await expect(page.getByRole("heading", { level: 1, name: admin.title })).toBeVisible();

    await page.getByRole("textbox", { name: admin.people.name }).fill("王小明");
    await page.getByRole("button", { name: admin.people.add }).click();
    const passcode = await page.getByText(/^\w{5}(-\w{5}){3}$/).textContent();
    const xiaoming: Site = { url: app.url, cookie: await signIn(app, "王小明", passcode ?? "") };
    await submitOne(xiaoming);
    await page.getByRole("button", { name: admin.people.done }).click();
    await expect(page.getByText(passcode ?? "")).toHaveCount(0);

    await act(page, "王小明", admin.people.ownLimit);
    await page.getByRole("spinbutton", { name: admin.people.limitOf("王小明") }).fill("1");
    await page.getByRole("listitem").getByRole("button", { name: admin.save }).click();
    await expect(page.getByText(admin.people.today(1, 1))).toBeVisible();
    // Of a page that was drawn for this very person, and of one that was drawn for another.
    const drawnFor = (name: string) => ({ "clipdesk-person": encodeURIComponent(name) });
    expectProblem(await send(xiaoming, "POST", "/api/jobs", validJob, drawnFor("王小明")), 429, "cap_reached");
    expectProblem(await send(xiaoming, "POST", "/api/jobs", validJob, drawnFor("root")), 409, "other_person");
    expect((await call(xiaoming, "GET", "/api/jobs", { headers: drawnFor("root") })).status).toBe(200);
    const perDay = page.getByRole("spinbutton", { name: admin.caps.perDay });
    await perDay.fill("1");
    await perDay.press("Enter");
    await expect.poll(async () => (await send(root, "POST", "/api/jobs", validJob)).status).toBe(429);

    await page.getByRole("button", { name: text.dispatch.pause }).click();
    await expect(page.getByText(admin.dispatch.off)).toBeVisible();
    expectProblem(await send(xiaoming, "POST", "/api/dispatch", { paused: false }), 403, "admins_only");
    await page.getByRole("button", { name: text.dispatch.resume }).click();
    await expect(page.getByText(admin.dispatch.on)).toBeVisible();

    await act(page, "root", admin.people.revoke);
    await expect(page.getByRole("alert").filter({ hasText: "only admin" })).toBeVisible();
    await act(page, "王小明", admin.people.newPasscode);
    await page.getByRole("listitem").getByRole("button", { name: admin.people.newPasscode }).click();
    await expect(page.getByText(admin.people.once)).toBeVisible();
    expectProblem(await call(xiaoming, "GET", "/api/jobs"), 401, "not_signed_in");

    const table = page.getByRole("group", { name: admin.counts.title });
    await expect(table.getByRole("row").filter({ hasText: "王小明" })).toContainText("$0.50");
    await expect(page.getByText(/root paused submissions/)).toBeVisible();
    await look(page);
    const csv = await call(root, "GET", "/api/audit/csv");
    expect(csv.text).toContain('"dispatch_paused"');
    expect(csv.text).not.toContain(passcode);
    expect(csv.headers.get("content-disposition")).toContain("attachment");
    expect((await call(root, "GET", "/api/counts/csv")).text).toContain('"王小明",1,1,');

    await act(page, "王小明", admin.people.remove);
    await page.getByRole("listitem").getByRole("button", { name: admin.people.remove }).click();
    await expect(page.getByRole("button", { name: admin.people.actions("王小明") })).toHaveCount(0);
  });
});

async function pageOf(browser: Browser, app: AppServer, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ baseURL: app.url, locale: "en-US", ...options });
  return context.newPage();
}

async function enter(page: Page, name: string, passcode: string): Promise<void> {
  await page.getByRole("textbox", { name: words.name }).fill(name);
  await page.getByLabel(words.passcode).fill(passcode);
  await page.getByRole("button", { name: words.submit }).click();
}

async function act(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole("button", { name: admin.people.actions(name) }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

async function listed(site: Site, query: string): Promise<string[]> {
  const answer = await call(site, "GET", `/api/jobs?${query}`);
  return jobPageSchema.parse(JSON.parse(answer.text)).jobs.map(({ prompt }) => prompt);
}
