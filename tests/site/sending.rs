//! How pages are sent: headers, files, failures told to people as pages and to programs as problems.

use reqwest::Method;
use yoruyaku::directory::{Emergency, EmergencyLine};

use crate::support::{NEAR, directory, serve, serve_at, serve_told, words};

#[actix_web::test]
async fn a_page_is_private_short_lived_and_strict() {
    let page = serve(directory()).await.get(&format!("/?{NEAR}")).await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.header("cache-control"), "private, max-age=60");
    let policy = page.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'")
            && !policy.contains("unsafe")
            && policy.contains("frame-ancestors 'none'")
    );
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert!(page.header("permissions-policy").contains("geolocation=(self)"));
    assert!(page.header("set-cookie").is_empty());
    assert!(!page.html.contains("style=\"") && !page.html.contains("<style") && !page.html.contains(" onclick"));
}

#[actix_web::test]
async fn a_page_does_not_outlive_a_change_of_state() {
    let page = serve_at("2026-11-22T19:59:30+09:00", directory()).await.get(&format!("/?{NEAR}")).await;
    assert_eq!(page.header("cache-control"), "private, max-age=30");
    assert!(page.html.contains("data-changes=\"2026-11-22T20:00:00+09:00\""));
    assert!(page.html.contains("data-shown=\"2026-11-22T19:59:30+09:00\""));
}

#[actix_web::test]
async fn the_files_of_a_page_are_there_and_kept_for_ever() {
    let visitor = serve(directory()).await;
    let page = visitor.get("/").await;
    let paths: Vec<&str> = page.html.split("=\"/assets/").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(paths.len(), 4, "{paths:?}");
    for path in paths {
        let file = visitor.ask(Method::GET, &format!("/assets/{path}"), "*/*", "ja").await;
        assert_eq!((file.status.as_u16(), file.header("cache-control")), (200, "public, max-age=31536000, immutable"));
    }
    let worker = visitor.ask(Method::GET, "/worker.js", "*/*", "ja").await;
    assert_eq!((worker.status.as_u16(), worker.header("cache-control")), (200, "no-cache"));
    let manifest = visitor.ask(Method::GET, "/manifest.webmanifest?lang=en", "*/*", "ja").await;
    let manifest: serde_json::Value = serde_json::from_str(&manifest.html).unwrap();
    assert_eq!((manifest["start_url"].as_str(), manifest["lang"].as_str()), (Some("/?lang=en"), Some("en")));
}

#[actix_web::test]
async fn a_person_is_told_of_a_failure_by_a_page_with_the_emergency_numbers() {
    let visitor = serve(directory()).await;
    for (method, path, status, title) in [
        (Method::GET, "/p/nobody", 404, "ページが見つかりません"),
        (Method::GET, "/no/such/page", 404, "ページが見つかりません"),
        (Method::POST, "/", 405, "この操作はできません"),
        (Method::GET, "/%ff", 400, "この条件では調べられません"),
    ] {
        let page = visitor.ask(method, path, "text/html", "ja").await;
        assert_eq!((page.status.as_u16(), page.of("<h1").as_str()), (status, title), "{path}");
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(page.html.contains("href=\"tel:119\"") && page.html.contains("href=\"tel:%237119\""));
        assert!(page.header("content-security-policy").contains("style-src 'self'"));
    }
    assert!(visitor.ask(Method::POST, "/", "text/html", "ja").await.header("allow").contains("GET"));
    assert_eq!(visitor.ask(Method::GET, "/p/nobody", "text/html", "en").await.of("<h1"), "Page not found");
}

#[actix_web::test]
async fn who_asks_too_often_is_told_by_a_page_too() {
    let visitor = serve_told(directory(), Emergency::default(), 1).await;
    assert_eq!(visitor.get("/").await.status, 200);
    for (language, title) in
        [("ja", "少し待ってから、もう一度お試しください"), ("en", "Please wait a little and try again")]
    {
        let page = visitor.get_in("/", language).await;
        assert_eq!((page.status.as_u16(), page.of("<h1").as_str()), (429, title));
        assert!(page.html.contains("href=\"tel:119\"") && page.html.contains("href=\"tel:%237119\""));
        assert!(page.header("ratelimit").contains("r=0"), "{:?}", page.headers);
        let style =
            page.html.split("href=\"").find(|rest| rest.starts_with("/assets/") && rest.contains(".css")).unwrap();
        let style = style.split('"').next().unwrap();
        assert_eq!(visitor.get(style).await.status, 200, "the page looks as it should");
    }
}

#[actix_web::test]
async fn a_frame_that_fails_says_so_and_asks_again_by_itself() {
    let visitor = serve_told(directory(), Emergency::default(), 1).await;
    assert_eq!(visitor.get("/embed/list?area=13112&script=no").await.status, 200);
    for path in ["/embed/list?area=13112&script=no", "/embed/list?area=13112", "/embed/map?area=13112"] {
        let frame = visitor.get(path).await;
        assert_eq!((frame.status.as_u16(), frame.header("refresh")), (429, "60"), "{path}");
        assert_eq!(frame.of("<h1"), "いま、一覧を表示できません。少しすると、自動でもう一度表示します。");
        assert!(frame.header("content-security-policy").ends_with("frame-ancestors *"), "{:?}", frame.headers);
        assert!(frame.html.contains("<base target=\"_blank\">") && frame.html.contains("<a href=\"/\">"));
        assert!(!frame.html.contains("<script") && !frame.header("retry-after").is_empty());
    }
    // Whoever fetches a piece of HTML may ask for anything; the language is the address's.
    let piece = visitor.ask(Method::GET, "/embed/fragment?area=13112&lang=en", "*/*", "ja").await;
    assert_eq!((piece.status.as_u16(), piece.header("refresh"), piece.header("cache-control")), (429, "", "no-store"));
    assert!(piece.html.starts_with("<div class=\"yoruyaku\" lang=\"en\">"), "{}", piece.html);
    assert!(piece.html.contains("href=\"https://yoruyaku.example.jp/?lang=en\""));
    let data = visitor.get("/embed/v2/list.json?area=13112").await;
    assert!(!data.html.contains("class=\"yoruyaku\""), "the element reads what it can");
}

#[actix_web::test]
async fn an_operators_numbers_stand_on_every_page_of_their_area_and_on_paper() {
    let line = |area, phone, lang, name| EmergencyLine::new(area, phone, lang, name, "").unwrap();
    let lines = vec![
        line("13112", "00-0000-8001", "ja", "当番医（見本）"),
        line("13112", "00-0000-8001", "en", "Doctors on duty"),
        line("27", "00-0000-8009", "ja", "よその当番医（見本）"),
        line("13", "#8000", "ja", ""),
    ];
    let visitor = serve_told(directory(), Emergency { lines }, 0).await;
    let paths = ["/", "/areas/13112", "/areas", "/p/open-a", "/nothing", &format!("/?{NEAR}&radius_m=100"), "/embed"];
    for path in paths {
        let page = visitor.get(path).await;
        let block = words(page.html.split_once("<section class=\"emergency\"").unwrap().1);
        assert!(
            block.contains("00-0000-8001 当番医（見本）") && page.html.contains("href=\"tel:0000008001\""),
            "{path}"
        );
        assert!(!block.contains("8009") && !block.contains("#8000"), "{path}: {block}");
    }
    assert!(visitor.get_in("/areas/13112", "en").await.html.contains("<b>Doctors on duty</b>"));
    assert!(visitor.get_in("/areas/13112", "ko").await.html.contains("<b>当番医（見本）</b>"), "Japanese stands in");
    let flyer = visitor.get("/areas/13112/flyer.pdf").await;
    assert_eq!(flyer.status, 200);
    assert_ne!(flyer.bytes.len(), serve(directory()).await.get("/areas/13112/flyer.pdf").await.bytes.len());
}

#[actix_web::test]
async fn a_name_is_spelled_where_its_kana_is_known() {
    let visitor = serve(directory()).await;
    for (lang, reading) in [
        ("en", "<p class=\"reading\" lang=\"ja-Latn\">Mihon Yakkyoku</p>"),
        ("ko", "<p class=\"reading\" lang=\"ja-Latn\">Mihon Yakkyoku</p>"),
        ("zh-Hans", "<p class=\"reading\" lang=\"ja-Latn\">Mihon Yakkyoku</p>"),
        ("easy", "<p class=\"reading\" lang=\"ja\">みほんやっきょく</p>"),
    ] {
        let item = visitor.get(&format!("/?{NEAR}&lang={lang}")).await.item("open-a");
        assert!(item.contains(reading), "{lang}: {item}");
        assert!(
            visitor.get(&format!("/p/open-a?lang={lang}")).await.html.contains(&reading.replace("reading", "kana"))
        );
    }
    assert!(!visitor.get(&format!("/?{NEAR}")).await.html.contains("class=\"reading\""));
}

#[actix_web::test]
async fn a_program_is_told_by_a_problem() {
    let visitor = serve(directory()).await;
    for (path, accept) in
        [("/p/nobody", "*/*"), ("/p/nobody", "application/json"), ("/v1/pharmacies/nobody", "text/html")]
    {
        let answer = visitor.ask(Method::GET, path, accept, "ja").await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("content-type")),
            (404, "application/problem+json"),
            "{path} {accept}"
        );
    }
}

#[actix_web::test]
async fn the_head_of_a_page_is_its_head() {
    let visitor = serve(directory()).await;
    let head = visitor.ask(Method::HEAD, "/", "text/html", "ja").await;
    assert_eq!((head.status.as_u16(), head.html.as_str()), (200, ""));
}
