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

    async fn upload(&mut self, proof: &str, rows: &[&str]) -> Page {
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
        for (name, said) in [("しらない薬局", "公開中の一覧にない薬局"), ("あおば薬局（見本）", "登録しました")]
        {
            let roster = format!("日付,薬局名,時間\n{day},{name},20:00～翌8:00\n");
            let (kind, body) = form(("当番表.csv", roster.as_bytes()), &[("csrf", &proof)]);
            let told = browser.ask(Method::POST, "/office/rosters/setagaya", Some(&kind), body).await;
            assert!(told.status == 200 && told.html.contains(said), "{}", told.html);
        }
        let month = browser.get(&format!("/office/rosters/setagaya?month={}", day.format("%Y-%m"))).await.html;
        assert!(month.contains("あおば薬局（見本） 20:00～翌8:00"), "{month}");
    })
    .await;
}
