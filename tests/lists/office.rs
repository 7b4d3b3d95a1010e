//! The pages of those who keep lists, as a browser without scripts uses them.

use reqwest::{Method, StatusCode, redirect::Policy};

use crate::support::{ANOTHER, LIST, form, list, on_each_database};

const PASSWORD: &str = "ながいあいことばです、たぶん十五文字";

/// A browser: keeps its cookie, follows nowhere by itself.
struct Browser {
    base: String,
    cookie: String,
    http: reqwest::Client,
}

struct Page {
    status: StatusCode,
    location: String,
    html: String,
}

impl Browser {
    fn new(base: &str) -> Self {
        let http = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
        Self { base: base.to_owned(), cookie: String::new(), http }
    }

    async fn ask(&mut self, method: Method, path: &str, kind: Option<&str>, body: Vec<u8>) -> Page {
        let mut request = self.http.request(method, format!("{}{path}", self.base)).header("cookie", &self.cookie);
        if let Some(kind) = kind {
            request = request.header("content-type", kind).header("sec-fetch-site", "same-origin").body(body);
        }
        let response = request.send().await.unwrap();
        let header = |name: &str| response.headers().get(name).map_or("", |v| v.to_str().unwrap()).to_owned();
        if let Some((cookie, rest)) = header("set-cookie").split_once(';') {
            assert!(rest.contains("HttpOnly") && rest.contains("SameSite=Lax"), "{rest}");
            self.cookie = cookie.to_owned();
        }
        let location = header("location");
        Page { status: response.status(), location, html: response.text().await.unwrap() }
    }

    async fn get(&mut self, path: &str) -> Page {
        self.ask(Method::GET, path, None, Vec::new()).await
    }

    async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let encode =
            |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        self.ask(Method::POST, path, Some("application/x-www-form-urlencoded"), body.join("&").into_bytes()).await
    }

    /// Signs in and returns the proof that this session's forms carry.
    async fn sign_in(&mut self, name: &str) -> String {
        let page = self.post("/office/sign-in", &[("name", name), ("password", PASSWORD)]).await;
        assert_eq!((page.status.as_u16(), page.location.as_str()), (303, "/office"), "{}", page.html);
        let home = self.get("/office").await;
        let (_, rest) = home.html.split_once("name=\"csrf\" value=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    /// Sends a list, and waits at the page that tells how far its check is, should a slow machine show it.
    async fn upload(&mut self, proof: &str, rows: &[&str]) -> Page {
        let mut page = self.begin_upload(proof, rows).await;
        while page.location.starts_with("/office/checks/") {
            actix_web::rt::time::sleep(std::time::Duration::from_millis(100)).await;
            let ticket = page.location.clone();
            let asked = self.get(&ticket).await;
            page = if asked.status == StatusCode::OK { Page { location: ticket, ..asked } } else { asked };
        }
        page
    }

    async fn begin_upload(&mut self, proof: &str, rows: &[&str]) -> Page {
        let (kind, body) = form(("一覧.csv", &list(rows)), &[("csrf", proof), ("scope", "whole")]);
        self.ask(Method::POST, "/office/lists/setagaya", Some(&kind), body).await
    }
}

fn add(house: &crate::support::House, name: &str, authority: &str) {
    house.run_with(&["user", "add", name, "--authority", authority], &format!("{PASSWORD}\n"));
}

#[actix_web::test]
async fn a_clerk_sends_looks_publishes_and_goes_back() {
    on_each_database(async |mut house| {
        let server = house.serve();
        add(&house, "sato", "editor:setagaya");
        let mut browser = Browser::new(&server.base);
        let turned_away = browser.get("/office").await;
        assert_eq!((turned_away.status.as_u16(), turned_away.location.as_str()), (303, "/office/sign-in"));
        let proof = browser.sign_in("sato").await;
        let home = browser.get("/office").await;
        assert!(home.html.contains("世田谷") && !home.html.contains("/office/lists/tamagawa-kinuta"), "{}", home.html);

        let sent = browser
            .upload(&proof, &["<b>あおば</b>薬局（見本）,東京都世田谷区太子堂4-1-1,00-0000-9001,月～金9:00～"])
            .await;
        let report = browser.get(&sent.location).await;
        assert!(
            report.html.contains("&lt;b&gt;あおば&lt;/b&gt;") && !report.html.contains("<b>あおば"),
            "{}",
            report.html
        );
        assert!(report.html.contains("時間を読めない"), "{}", report.html);

        let first = browser.upload(&proof, LIST).await;
        let report = browser.get(&first.location).await;
        assert!(report.html.contains("1割より多い") && report.html.contains("開局時間"), "{}", report.html);
        let publish = format!("{}/publish", first.location);
        assert_eq!(browser.post(&publish, &[("csrf", &proof)]).await.status, 409, "the shrinking is not ticked");
        assert_eq!(browser.post(&publish, &[("shrink", "yes"), ("warnings", "yes")]).await.status, 403, "no proof");
        let ticked = [("csrf", proof.as_str()), ("shrink", "yes"), ("warnings", "yes")];
        assert_eq!(browser.post(&publish, &ticked).await.status, 303);
        assert!(browser.get(&first.location).await.html.contains("公開中"));

        let second = browser.upload(&proof, ANOTHER).await;
        let report = browser.get(&second.location).await.html;
        assert!(report.contains("一覧から外れる薬局") && report.contains("もみじ薬局（見本）"), "{report}");
        assert_eq!(browser.post(&format!("{}/publish", second.location), &ticked).await.status, 303);
        assert!(browser.get(&first.location).await.html.contains("この版に戻す"));
        assert_eq!(browser.post(&format!("{}/restore", first.location), &ticked[..1]).await.status, 303);
        let versions = browser.get("/office/lists/setagaya/versions").await.html;
        assert!(versions.contains("過去の版") && versions.contains("公開中"), "{versions}");
        let record = browser.get("/office/record").await.html;
        assert!(record.contains("user:sato") && record.contains("一覧を公開した"), "{record}");

        assert_eq!(browser.post("/office/sign-out", &ticked[..1]).await.location, "/office/sign-in");
        assert_eq!(browser.get("/office").await.status, 303);
    })
    .await;
}

#[actix_web::test]
async fn guessing_is_slowed_and_tells_nothing() {
    on_each_database(async |mut house| {
        let server = house.serve();
        add(&house, "sato", "editor:setagaya");
        let mut browser = Browser::new(&server.base);
        let unknown = browser.post("/office/sign-in", &[("name", "nobody"), ("password", "x")]).await;
        let wrong = browser.post("/office/sign-in", &[("name", "sato"), ("password", "x")]).await;
        assert_eq!((unknown.status.as_u16(), wrong.status.as_u16()), (401, 401));
        assert_eq!(unknown.html.replace("nobody", "sato"), wrong.html);
        for _ in 0..9 {
            browser.post("/office/sign-in", &[("name", "sato"), ("password", "x")]).await;
        }
        let slowed = browser.post("/office/sign-in", &[("name", "sato"), ("password", PASSWORD)]).await;
        assert_eq!(slowed.status, 429, "even the right one waits");
        let request =
            browser.http.post(format!("{}/office/sign-in", server.base)).header("sec-fetch-site", "cross-site");
        let foreign = request.header("content-type", "application/x-www-form-urlencoded").body("name=a&password=b");
        assert_eq!(foreign.send().await.unwrap().status(), 403);
    })
    .await;
}

#[actix_web::test]
async fn a_user_reaches_as_far_as_the_authority_and_no_longer_than_wanted() {
    on_each_database(async |mut house| {
        let server = house.serve();
        add(&house, "sato", "editor:setagaya");
        add(&house, "kato", "editor:tamagawa-kinuta");
        add(&house, "mori", "auditor");
        let (mut sato, mut kato, mut mori) =
            (Browser::new(&server.base), Browser::new(&server.base), Browser::new(&server.base));
        let proof = sato.sign_in("sato").await;
        let other = kato.sign_in("kato").await;
        let reader = mori.sign_in("mori").await;
        let sent = sato.upload(&proof, LIST).await;
        assert_eq!(kato.get(&sent.location).await.status, 403);
        assert_eq!(kato.upload(&other, LIST).await.status, 403);
        assert_eq!(mori.get(&sent.location).await.status, 200);
        assert_eq!(mori.upload(&reader, LIST).await.status, 403);
        let made = sato.post("/office/tokens", &[("csrf", &proof), ("name", "会計ソフト"), ("days", "30")]).await;
        let token = made.html.split("yoruyaku_").nth(1).unwrap()[..64].to_owned();
        let program = server.with(&format!("yoruyaku_{token}"));
        program.get("/v1/listings?association=setagaya").await.of(200);
        program.get("/v1/listings?association=tamagawa-kinuta").await.problem(403, "forbidden");
        let tokens = sato.get("/office/tokens").await.html;
        assert!(tokens.contains("会計ソフト") && !tokens.contains(&token));
        let revoke = format!(
            "/office/tokens/{}/revoke",
            tokens.split("/office/tokens/").nth(1).unwrap().split('/').next().unwrap()
        );
        assert_eq!(sato.post(&revoke, &[("csrf", &proof)]).await.status, 303);
        program.get("/v1/listings?association=setagaya").await.problem(401, "unauthorized");
        house.run(&["user", "disable", "sato"]);
        assert_eq!(sato.get("/office").await.location, "/office/sign-in");
        assert!(house.run(&["user", "list"]).contains("sato\teditor:setagaya\tdisabled"));
    })
    .await;
}

#[actix_web::test]
async fn a_second_factor_is_asked_for_and_used_once() {
    on_each_database(async |mut house| {
        let server = house.serve();
        add(&house, "sato", "editor:setagaya");
        let address = house.run(&["user", "second-factor", "sato"]);
        let secret = address.split("secret=").nth(1).unwrap().split('&').next().unwrap();
        let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
        let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
        let code = totp.generate_current().to_string();
        let mut browser = Browser::new(&server.base);
        let asked = browser.post("/office/sign-in", &[("name", "sato"), ("password", PASSWORD)]).await;
        assert!(asked.status == 401 && asked.html.contains("name=\"code\""), "{}", asked.html);
        let fields = [("name", "sato"), ("password", PASSWORD), ("code", code.as_str())];
        assert_eq!(browser.post("/office/sign-in", &fields).await.status, 303);
        assert_eq!(Browser::new(&server.base).post("/office/sign-in", &fields).await.status, 401, "a code holds once");
        let wrong = [("name", "sato"), ("password", PASSWORD), ("code", "000000")];
        assert_eq!(Browser::new(&server.base).post("/office/sign-in", &wrong).await.status, 401);
    })
    .await;
}

#[actix_web::test]
async fn a_roster_is_sent_and_shown_as_a_month() {
    on_each_database(async |mut house| {
        let server = house.serve();
        add(&house, "sato", "editor:setagaya");
        let mut browser = Browser::new(&server.base);
        let proof = browser.sign_in("sato").await;
        let sent = browser.upload(&proof, LIST).await;
        let ticked = [("csrf", proof.as_str()), ("shrink", "yes"), ("warnings", "yes")];
        assert_eq!(browser.post(&format!("{}/publish", sent.location), &ticked).await.status, 303);
        let day = chrono::Utc::now().date_naive() + chrono::TimeDelta::days(500);
        let unknown = browser.send_roster(&proof, &format!("{day},しらない薬局,20:00～翌8:00\n")).await;
        assert!(unknown.contains("公開中の一覧にない薬局") && !unknown.contains("/enter\""), "{unknown}");
        let shown = browser.send_roster(&proof, &format!("{day},あおば薬局（見本）,20:00～翌8:00\n")).await;
        assert!(shown.contains("まだ登録していません"), "{shown}");
        let calendar = format!("/office/rosters/setagaya?month={}", day.format("%Y-%m"));
        let line = "あおば薬局（見本） 20:00～翌8:00";
        let before = browser.get(&calendar).await.html;
        assert!(!before.contains(line) && !before.contains("登録した当番表"), "{before}");
        let entered = browser.enter_roster(&proof, &shown).await;
        assert!(entered.contains("登録しました"), "{entered}");
        let month = browser.get(&format!("/office/rosters/setagaya?month={}", day.format("%Y-%m"))).await.html;
        assert!(month.contains(line), "{month}");
        // Pressed twice, it is entered once.
        let again = browser.post(&form_action(&shown, "/enter"), &[("csrf", &proof)]).await;
        assert_eq!(again.status, 404, "{}", again.html);
    })
    .await;
}

/// The address of the first form whose address ends so.
fn form_action(html: &str, end: &str) -> String {
    let (before, _) = html.split_once(&format!("{end}\"")).unwrap_or_else(|| panic!("no {end}: {html}"));
    format!("{}{end}", before.rsplit('"').next().unwrap())
}

impl Browser {
    /// Sends rows of a roster to be looked at; the page that tells what they would do.
    async fn send_roster(&mut self, proof: &str, rows: &str) -> String {
        let roster = format!("日付,薬局名,時間\n{rows}");
        let (kind, body) = form(("当番表.csv", roster.as_bytes()), &[("csrf", proof)]);
        let page = self.ask(Method::POST, "/office/rosters/setagaya", Some(&kind), body).await;
        assert_eq!(page.status, 200, "{}", page.html);
        page.html
    }

    /// Enters what a page shows.
    async fn enter_roster(&mut self, proof: &str, shown: &str) -> String {
        let page = self.post(&form_action(shown, "/enter"), &[("csrf", proof)]).await;
        assert_eq!(page.status, 200, "{}", page.html);
        page.html
    }
}

#[actix_web::test]
async fn a_roster_can_be_taken_back_with_its_file_kept() {
    on_each_database(async |mut house| {
        let server = house.serve();
        add(&house, "sato", "editor:setagaya");
        add(&house, "mori", "auditor");
        let mut browser = Browser::new(&server.base);
        let proof = browser.sign_in("sato").await;
        let sent = browser.upload(&proof, LIST).await;
        let ticked = [("csrf", proof.as_str()), ("shrink", "yes"), ("warnings", "yes")];
        assert_eq!(browser.post(&format!("{}/publish", sent.location), &ticked).await.status, 303);
        let day = chrono::Utc::now().date_naive() + chrono::TimeDelta::days(510);
        let duties = format!("/v1/duties?area=13112&date={day}");
        let names = async || -> Vec<String> {
            let told = server.get(&duties).await.of(200);
            told["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
        };
        let mut entries = Vec::new();
        for name in ["あおば薬局（見本）", "もみじ薬局（見本）"] {
            let shown = browser.send_roster(&proof, &format!("{day},{name},9:00～17:00\n")).await;
            entries.push(form_action(&shown, "/enter").trim_end_matches("/enter").to_owned());
            browser.enter_roster(&proof, &shown).await;
            assert_eq!(names().await, [name], "each takes the place of the one before");
        }
        let listed = browser.get("/office/rosters/setagaya").await.html;
        assert!(listed.contains("user:sato") && listed.matches("この登録を取り消す").count() == 2, "{listed}");
        let kept = browser.get(&format!("{}/file", entries[0])).await;
        assert_eq!(kept.html, format!("日付,薬局名,時間\n{day},あおば薬局（見本）,9:00～17:00\n"));

        // The older one can't go before the newer one that took its shift away.
        let undo = async |browser: &mut Browser, entry: &str| {
            let page = browser.post(&format!("{entry}/undo"), &[("csrf", &proof)]).await;
            (page.status.as_u16(), page.html)
        };
        let (status, told) = undo(&mut browser, &entries[0]).await;
        assert!(status == 409 && told.contains("新しいほうから先に取り消す"), "{status} {told}");
        assert_eq!(undo(&mut browser, &entries[1]).await.0, 200);
        assert_eq!(names().await, ["あおば薬局（見本）"], "as before it");
        assert_eq!(undo(&mut browser, &entries[1]).await.0, 404, "once only");
        assert_eq!(undo(&mut browser, &entries[0]).await.0, 200);
        assert_eq!(names().await, Vec::<String>::new());
        let audit = server.with(&house.token("auditor")).get("/v1/audit?limit=6").await.of(200);
        let of = |action: &str| {
            let done = audit["items"].as_array().unwrap().iter().filter(|item| item["action"] == action);
            done.map(|item| item["detail"]["file_digest"].as_str().unwrap().len()).collect::<Vec<_>>()
        };
        assert_eq!((of("roster.enter"), of("roster.undo")), (vec![64, 64], vec![64, 64]), "{audit}");
        // Who only reads sees the list and the file, and can't take anything back.
        let mut reader = Browser::new(&server.base);
        let own = reader.sign_in("mori").await;
        let listed = reader.get("/office/rosters/setagaya").await.html;
        assert!(listed.contains("取り消し済み") && !listed.contains("/undo"), "{listed}");
        assert_eq!(reader.post(&format!("{}/undo", entries[0]), &[("csrf", &own)]).await.status, 403);
    })
    .await;
}

#[actix_web::test]
async fn what_was_shown_of_a_roster_is_what_is_entered() {
    on_each_database(async |mut house| {
        let server = house.serve();
        add(&house, "sato", "editor:setagaya");
        let editor = server.with(&house.token("editor:setagaya"));
        editor.publish(&editor.send(list(LIST)).await).await.of(200);
        let mut browser = Browser::new(&server.base);
        let proof = browser.sign_in("sato").await;
        let day = chrono::Utc::now().date_naive() + chrono::TimeDelta::days(520);
        let shown = browser.send_roster(&proof, &format!("{day},あおば薬局（見本）,9:00～17:00\n")).await;
        // Meanwhile another one is entered, which this would now take back.
        let other = format!("日付,薬局名,時間\n{day},もみじ薬局（見本）,9:00～17:00\n");
        editor.post("/v1/duties?association=setagaya", &[], other).await.of(200);
        let again = browser.enter_roster(&proof, &shown).await;
        assert!(again.contains("もう一度見てください") && again.contains("もみじ薬局（見本）"), "{again}");
        let duties = format!("/v1/duties?area=13112&date={day}");
        assert_eq!(server.get(&duties).await.of(200)["items"][0]["name"], "もみじ薬局（見本）");
        assert!(browser.enter_roster(&proof, &again).await.contains("登録しました"));
        assert_eq!(server.get(&duties).await.of(200)["items"][0]["name"], "あおば薬局（見本）");
    })
    .await;
}

#[actix_web::test]
async fn a_clerk_says_whether_it_is_the_whole_list_and_may_say_otherwise() {
    on_each_database(async |mut house| {
        let server = house.serve();
        add(&house, "sato", "editor:setagaya");
        let mut browser = Browser::new(&server.base);
        let proof = browser.sign_in("sato").await;
        let home = browser.get("/office").await.html;
        assert!(home.contains("value=\"whole\" required") && !home.contains(" checked"), "{home}");
        let (kind, body) = form(("一覧.csv", &list(LIST)), &[("csrf", &proof)]);
        let unsaid = browser.ask(Method::POST, "/office/lists/setagaya", Some(&kind), body).await;
        assert!(unsaid.status.is_client_error() && unsaid.html.contains("一覧の全部"), "{}", unsaid.html);
        let sent = browser.upload(&proof, LIST).await;
        let report = browser.get(&sent.location).await.html;
        assert!(report.contains("「変わったところだけ」として、もう一度確かめる"), "{report}");
        let recheck = format!("{}/recheck", sent.location);
        let again = browser.post(&recheck, &[("csrf", &proof), ("scope", "changes")]).await;
        let report = browser.get(&again.location).await.html;
        assert!(!report.contains("1割より多い") && !report.contains("として、もう一度確かめる"), "{report}");
        let ticked = [("csrf", proof.as_str()), ("warnings", "yes")];
        assert_eq!(browser.post(&format!("{}/publish", again.location), &ticked).await.status, 303);
        let record = browser.get("/office/record").await.html;
        assert!(record.contains("後の内容（SHA-256）") && record.contains("前の内容（SHA-256）"), "{record}");
    })
    .await;
}

#[actix_web::test]
async fn every_notice_and_change_of_a_long_report_can_be_seen() {
    on_each_database(async |mut house| {
        let server = house.serve();
        add(&house, "sato", "editor:setagaya");
        let mut browser = Browser::new(&server.base);
        let proof = browser.sign_in("sato").await;
        let rows: Vec<String> = (0..700)
            .map(|n| format!("薬局{n:03}号（見本）,東京都世田谷区下馬{n}-1-1,00-0000-{n:04},不定{n}"))
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let sent = browser.upload(&proof, &rows).await;
        let mut pages = String::new();
        for part in 1..=3 {
            let page = browser.get(&format!("{}?part={part}", sent.location)).await.html;
            let last = [300, 600, 700][part - 1];
            assert!(page.contains(&format!("{}～{last}件目", part * 300 - 299)), "{part}");
            assert_eq!(page.contains("次の300件"), part < 3, "{part}");
            pages.push_str(&page);
        }
        assert_eq!(browser.get(&format!("{}?part=x", sent.location)).await.status, 200);
        for n in 0..700 {
            assert!(pages.contains(&format!("<td>不定{n}</td>")), "the notice of row {n}");
            assert!(pages.contains(&format!("<b>薬局{n:03}号（見本）</b>")), "the change of row {n}");
        }
    })
    .await;
}

#[actix_web::test]
async fn any_process_tells_how_far_a_check_is() {
    on_each_database(async |mut house| {
        let (one, other) = (house.serve(), house.serve());
        add(&house, "sato", "editor:setagaya");
        add(&house, "kato", "editor:setagaya");
        let mut sato = Browser::new(&one.base);
        let proof = sato.sign_in("sato").await;
        // More than is checked before a person is shown how far it is, in a build for tests.
        let rows: Vec<String> = (0..30_000)
            .map(|n| format!("薬局{n}（見本）,世田谷区{n}-1-1,00-{:04}-{:04},月-金 9:00-18:00", n / 10_000, n % 10_000))
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let ticket = sato.begin_upload(&proof, &rows).await.location;
        assert!(ticket.starts_with("/office/checks/"), "{ticket}");
        let mut elsewhere = Browser { base: other.base.clone(), cookie: sato.cookie.clone(), http: sato.http.clone() };
        let page = elsewhere.get(&ticket).await;
        assert!(page.status == 200 && page.html.contains("一覧を確かめています"), "{}", page.location);
        let mut kato = Browser::new(&other.base);
        kato.sign_in("kato").await;
        assert_eq!(kato.get(&ticket).await.location, "/office", "another's is none of hers");
        for _ in 0..600 {
            let page = elsewhere.get(&ticket).await;
            if page.status == 303 {
                assert!(page.location.starts_with("/office/listings/"), "{}", page.location);
                // The one that did it still leads there, however often it is asked.
                for _ in 0..2 {
                    assert_eq!(sato.get(&ticket).await.location, page.location);
                }
                return;
            }
            actix_web::rt::time::sleep(std::time::Duration::from_millis(200)).await;
        }
        panic!("the check never ends");
    })
    .await;
}
