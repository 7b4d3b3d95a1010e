//! Lists that other sites take in, as their systems meet them.

use reqwest::Method;
use yoruyaku::directory::{AssociationId, Embedding, Origin, RelatedMap, Scope};

use crate::support::{Page, Visitor, directory, many, serve, serve_at, serve_embedded, words};

const LIST: &str = "/embed/list?area=13112";

/// The names in a section of a frame, in order.
fn named(page: &Page, section: &str) -> Vec<String> {
    let Some((_, from)) = page.html.split_once(&format!("data-section=\"{section}\"")) else { return Vec::new() };
    let list = from.split_once("</section>").unwrap().0;
    list.split("<p class=\"name\">")
        .skip(1)
        .map(|one| words(&format!(">{}", one.split_once("</a>").unwrap().0)))
        .collect()
}

/// An answer, as a program asks that has the one of that tag.
async fn again(visitor: &Visitor, path: &str, tag: &str) -> Page {
    visitor.ask_with(Method::GET, path, &[("accept", "*/*"), ("if-none-match", tag)]).await
}

#[actix_web::test]
async fn a_frame_lists_who_serves_now_and_says_when_and_from_whom() {
    let page = serve(directory()).await.get(LIST).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.of("<h1"), "世田谷区の夜間・休日の薬局");
    assert!(
        page.html
            .contains("<time datetime=\"2026-11-22T19:30:00+09:00\">19:30</time>現在、世田谷区に3件開いています。")
    );
    assert_eq!(named(&page, "open").len(), 3);
    assert_eq!(named(&page, "on_call"), ["on-call-b 薬局（見本）"]);
    assert_eq!(named(&page, "unknown").len(), 2, "unknown is never hidden");
    let told = page.words();
    assert!(told.contains("行く前に、必ず電話してください。") && !told.contains("closed-c"), "{told}");
    let foot = page.of("<footer");
    assert!(foot.contains("2026年11月22日 19:30 現在の一覧です。"), "{foot}");
    assert!(
        foot.contains("出典：世田谷（見本）、玉川砧（見本）（表示：夜薬）") && foot.contains("新しいページで開く"),
        "{foot}"
    );
}

#[actix_web::test]
async fn a_frame_may_be_framed_sets_nothing_and_runs_nothing_of_others() {
    let page = serve(directory()).await.get(LIST).await;
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'self'; script-src 'self'"), "{policy}");
    assert!(policy.ends_with("frame-ancestors *") && !policy.contains("unsafe"), "{policy}");
    assert_eq!((page.header("set-cookie"), page.header("x-frame-options"), page.header("refresh")), ("", "", ""));
    assert_eq!(page.header("x-yoruyaku-now"), "2026-11-22T19:30:00+09:00");
    assert_eq!(page.header("vary"), "Accept-Encoding", "one list serves all, whatever their browser likes");
    for inline in ["<style", " style=", "onclick", "javascript:"] {
        assert!(!page.html.contains(inline), "{inline}");
    }
}

#[actix_web::test]
async fn every_other_page_stays_out_of_frames() {
    let visitor = serve(directory()).await;
    for path in ["/", "/areas/13112", "/embed", "/embed/fragment?area=13112", "/nothing"] {
        let page = visitor.get(path).await;
        assert!(page.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
    }
}

#[actix_web::test]
async fn without_a_script_the_frame_asks_anew_by_itself() {
    let page = serve(directory()).await.get(&format!("{LIST}&script=no")).await;
    assert!(!page.html.contains("<script"));
    assert_eq!(page.header("refresh"), "55");
    // Five seconds before the next change of a state it is asked for sooner.
    let late = serve_at("2026-11-22T19:59:55+09:00", directory()).await.get(&format!("{LIST}&script=no")).await;
    assert_eq!((late.header("refresh"), late.header("cache-control")), ("5", "public, max-age=5, stale-if-error=300"));
}

#[actix_web::test]
async fn nothing_is_kept_past_a_change_and_little_is_sent_twice() {
    let visitor = serve(directory()).await;
    for path in
        [LIST, "/embed/list?area=13112&script=no", "/embed/fragment?area=13112", "/embed/v1/list.json?area=13112"]
    {
        let page = visitor.get(path).await;
        assert!(
            page.header("cache-control").starts_with("public, max-age="),
            "{path}: {}",
            page.header("cache-control")
        );
        let same = again(&visitor, path, page.header("etag")).await;
        assert_eq!((same.status.as_u16(), same.html.as_str()), (304, ""), "{path}");
        assert_eq!(same.header("x-yoruyaku-now"), "2026-11-22T19:30:00+09:00", "{path}");
    }
    // A minute later, with no state changed, the list with a script is the same; the ones with the time in them are not.
    let later = serve_at("2026-11-22T19:31:00+09:00", directory()).await;
    for (path, status) in [(LIST, 304), ("/embed/v1/list.json?area=13112", 304), ("/embed/fragment?area=13112", 200)] {
        let tag = visitor.get(path).await;
        assert_eq!(again(&later, path, tag.header("etag")).await.status, status, "{path}");
    }
    // `open-a` closes at 20:00.
    let closed = serve_at("2026-11-22T20:00:00+09:00", directory()).await;
    let tag = visitor.get(LIST).await;
    let now = again(&closed, LIST, tag.header("etag")).await;
    assert_eq!((now.status.as_u16(), named(&now, "open").len()), (200, 2));
}

#[actix_web::test]
async fn the_element_is_told_the_very_next_change() {
    let visitor = serve(directory()).await;
    let data: serde_json::Value =
        serde_json::from_str(&visitor.get("/embed/v1/list.json?area=13112").await.html).unwrap();
    assert_eq!(data["changes_at"], "2026-11-22T20:00:00+09:00");
    assert_eq!(data["sections"][0]["items"][0]["state"], "open");
    // What element v1 reads; it may not go.
    for field in [
        "lang",
        "view",
        "title",
        "summary",
        "first",
        "sections",
        "made",
        "source",
        "related",
        "page",
        "ask_again_s",
        "words",
        "look",
    ] {
        assert!(!data[field].is_null(), "{field} of {data}");
    }
    for word in ["open", "related", "nothing", "offline", "unsure", "unsure_note", "map", "map_close", "map_label"] {
        assert!(!data["words"][word].is_null(), "{word}");
    }
    let item = &data["sections"][0]["items"][0];
    for field in ["name", "page", "mark", "calls", "notes", "until"] {
        assert!(!item[field].is_null(), "{field} of {item}");
    }
    assert!(item["calls"][0]["tel"].as_str().unwrap().starts_with("tel:0"));
}

#[actix_web::test]
async fn a_lists_map_shows_the_list_and_loads_pictures_of_the_maps_maker_only() {
    let visitor = serve(directory()).await;
    let query = "area=13112&lang=en&limit=4";
    let data: serde_json::Value =
        serde_json::from_str(&visitor.get(&format!("/embed/v2/list.json?{query}")).await.html).unwrap();
    assert_eq!(data["map_frame"], format!("/embed/map?{query}"));
    let page = visitor.get(data["map_frame"].as_str().unwrap()).await;
    assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "public, max-age=0, stale-if-error=300"));
    let policy = page.header("content-security-policy");
    assert!(policy.contains("img-src 'self' data: https://cyberjapandata.gsi.go.jp;"), "{policy}");
    assert!(policy.contains("frame-ancestors *") && !policy.contains("unsafe"), "{policy}");
    let named = |html: &str| {
        html.split("<h3>").skip(1).map(|item| words(item.split_once("</h3>").unwrap().0)).collect::<Vec<_>>()
    };
    let listed: Vec<String> = data["sections"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|section| section["items"].as_array().unwrap())
        .map(|item| item["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!((named(&page.html), listed.len()), (listed.clone(), 4));
    assert!(page.html.contains("data-lat=\"35.6") && page.words().contains("Always telephone before you go."));
    assert_eq!(visitor.get("/embed/map?area=99999").await.status, 404);
    assert_eq!(visitor.get("/embed/map?area=13112&css=x").await.status, 400);
    let empty = visitor.get("/embed/map?near=35.0,135.0&radius_m=100").await;
    assert!(empty.status == 200 && !empty.html.contains("leaflet"), "no map of nothing: {}", empty.html);
    let none: serde_json::Value =
        serde_json::from_str(&visitor.get("/embed/v2/list.json?near=35.0,135.0&radius_m=100").await.html).unwrap();
    assert!(none["map_frame"].is_null());
}

#[actix_web::test]
async fn what_is_not_here_is_a_line_in_the_frame_with_a_way_on() {
    let visitor = serve(directory()).await;
    for path in [
        "/embed/list?area=99999",
        "/embed/list?area=zz%3Cscript%3E",
        "/embed/list?association=nobody",
        "/embed/fragment?area=99999",
    ] {
        let page = visitor.get(path).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(page.html.contains("の一覧は、ここにはありません。"), "{path}: {}", page.html);
        assert!(
            page.html.contains("夜間・休日に開いている薬局をさがす") && !page.html.contains("<script>"),
            "{}",
            page.html
        );
        assert!(path.contains("fragment") || page.header("content-security-policy").ends_with("frame-ancestors *"));
    }
    let fragment = visitor.get("/embed/fragment?area=99999").await;
    assert!(fragment.html.contains("href=\"https://yoruyaku.example.jp/\""), "{}", fragment.html);
    let data = visitor.ask(Method::GET, "/embed/v1/list.json?area=99999&lang=en", "*/*", "ja").await;
    assert_eq!((data.status.as_u16(), data.header("content-type")), (404, "application/problem+json"));
    let problem: serde_json::Value = serde_json::from_str(&data.html).unwrap();
    assert_eq!(problem["title"], "There is no list of “99999” here.");
    assert_eq!((problem["page"].as_str(), problem["lang"].as_str()), (Some("/?lang=en"), Some("en")));
}

#[actix_web::test]
async fn what_cannot_be_meant_is_refused_and_named_never_ignored() {
    let visitor = serve(directory()).await;
    for (query, parameter) in [
        ("", "area"),
        ("area=13112&service=magic", "service"),
        ("area=13112&servce=narcotics", "servce"),
        ("area=13112&limit=51", "limit"),
        ("area=13112&limit=0", "limit"),
        ("area=13112&text=red", "text"),
        ("area=13112&background=%23fff%3B%7D", "background"),
        ("area=13112&theme=neon", "theme"),
        ("area=13112&font_size=9999", "font_size"),
        ("area=13112&view=none", "view"),
        ("area=13112&title=closed", "title"),
        ("area=13112&radius_m=500", "radius_m"),
        ("near=91,0", "near"),
        ("area=13112&lang=xx", "lang"),
        ("area=13112&area=13113", ""),
    ] {
        let page = visitor.get(&format!("/embed/list?{query}")).await;
        assert!(page.status.is_client_error(), "{query}");
        let told = page.words();
        assert!(told.contains(&format!("{parameter}:")) || parameter.is_empty(), "{query}: {told}");
    }
}

#[actix_web::test]
async fn an_address_narrows_the_list_and_the_list_says_so() {
    let visitor = serve(directory()).await;
    let page = visitor.get("/embed/list?area=13112&service=narcotics").await;
    assert_eq!(named(&page, "open"), ["open-a 薬局（見本）"]);
    assert!(page.words().contains("必要なこと：医療用麻薬"), "{}", page.words());
    let page = visitor.get("/embed/list?association=tamagawa-kinuta").await;
    assert_eq!(page.of("<h1"), "玉川砧（見本）の夜間・休日の薬局");
    assert_eq!(named(&page, "open").len(), 2);
    assert!(page.of("<footer").contains("出典：玉川砧（見本）（"));
    let page = visitor.get("/embed/list?near=35.6437,139.6710&radius_m=300").await;
    assert!(page.words().contains("この地点から300m以内に1件開いています。"), "{}", page.words());
    let page = visitor.get("/embed/list?area=13112&limit=1").await;
    assert_eq!(named(&page, "open").len(), 1);
    assert!(page.words().contains("ほか2件を見る") && page.words().contains("3件"), "{}", page.words());
    assert!(
        page.words().contains("要電話確認") || page.words().contains("わかりません"),
        "the unknown are still counted"
    );
    let page =
        serve_at("2026-11-22T14:00:00+09:00", directory()).await.get("/embed/list?area=13112&when=tonight").await;
    assert!(page.words().contains("11月22日(日) 20:00、世田谷区に2件開いている予定です。"), "{}", page.words());
}

#[actix_web::test]
async fn a_short_list_has_what_is_needed_to_telephone_and_no_more() {
    let visitor = serve(directory()).await;
    let (full, compact) = (visitor.get(LIST).await, visitor.get("/embed/list?area=13112&view=compact").await);
    assert!(full.words().contains("太子堂4-1-1") && full.words().contains("に確認・出典："));
    assert!(!compact.words().contains("太子堂4-1-1"));
    assert_eq!(compact.html.matches("href=\"tel:").count(), 6, "one number each");
    assert!(compact.words().contains("開局中") && compact.words().contains("20:00まで"));
}

#[actix_web::test]
async fn a_list_speaks_the_language_its_address_names_and_no_other() {
    let visitor = serve(directory()).await;
    let page = visitor.get_in(LIST, "en").await;
    assert_eq!((page.of("<h1").as_str(), page.header("content-language")), ("世田谷区の夜間・休日の薬局", "ja"));
    for (lang, first) in [
        ("en", "Night and holiday pharmacies in 世田谷区"),
        ("zh-Hans", "世田谷区的夜间和节假日药房"),
        ("ko", "世田谷区의 야간·휴일 약국"),
    ] {
        let page = visitor.get(&format!("{LIST}&lang={lang}")).await;
        assert_eq!((page.of("<h1").as_str(), page.header("content-language")), (first, lang));
        assert!(page.html.contains(&format!("?lang={lang}\"")), "its links carry it on");
    }
    let easy = visitor.get(&format!("{LIST}&lang=easy")).await;
    assert!(easy.html.contains("<ruby>薬局<rp>（</rp><rt>やっきょく</rt>"), "{}", easy.html);
    let data = visitor.get("/embed/v1/list.json?area=13112&lang=easy").await;
    assert!(data.html.contains("[\"薬局\",\"やっきょく\"]"), "{}", data.html);
}

#[actix_web::test]
async fn colours_that_cannot_be_read_are_corrected_and_told_where_they_are_chosen() {
    let visitor = serve(directory()).await;
    let chosen = "text=cccccc&background=ffffff&accent=005000";
    let page = visitor.get(&format!("{LIST}&{chosen}")).await;
    assert!(page.html.contains(&format!("/embed/look.css?{}", chosen.replace('&', "&amp;"))), "{}", page.html);
    let css = visitor.get(&format!("/embed/look.css?{chosen}")).await;
    assert_eq!(css.header("content-type"), "text/css; charset=utf-8");
    assert!(css.html.contains("--page:#ffffff") && css.html.contains("--link:#005000"), "{}", css.html);
    assert!(css.html.contains("--text:#7") && !css.html.contains("cccccc"), "{}", css.html);
    let builder = visitor.get(&format!("/embed?area=13112&colours=own&{chosen}")).await;
    assert!(
        builder.words().contains("文字の色 #cccccc は、背景との差が 1.6:1 で読めないため、#7"),
        "{}",
        builder.words()
    );
    assert_eq!(builder.words().matches("直しました").count(), 1);
    let plain = visitor.get(&format!("/embed?area=13112&{chosen}")).await;
    assert!(!plain.words().contains("直しました"), "colours count only when they are chosen");
}

#[actix_web::test]
async fn a_style_holds_nothing_but_colours_and_a_size() {
    let visitor = serve(directory()).await;
    for bad in
        ["text=%7D%3Aroot%7Bdisplay%3Anone", "background=url(https%3A%2F%2Fa.jp)", "font_size=1%25%7D*%7B", "x=y"]
    {
        let css = visitor.get(&format!("/embed/look.css?{bad}")).await;
        assert_eq!((css.status.as_u16(), css.html.as_str()), (200, ""), "{bad}");
    }
}

#[actix_web::test]
async fn a_fragment_stands_alone_on_a_page_of_others() {
    let page = serve(directory()).await.get("/embed/fragment?area=13112&heading=3").await;
    assert_eq!((page.status.as_u16(), page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(
        page.html.starts_with("<div class=\"yoruyaku\" lang=\"ja\"><h3>世田谷区の夜間・休日の薬局</h3>"),
        "{}",
        page.html
    );
    assert_eq!(page.header("cache-control"), "public, max-age=55, stale-if-error=300");
    assert!(page.html.contains("<h4>開いています") && page.html.contains(">19:30</time>現在の一覧です。"));
    for link in page.html.split("href=\"").skip(1) {
        assert!(link.starts_with("https://yoruyaku.example.jp/") || link.starts_with("tel:0"), "{link}");
    }
    for part in ["<script", "<style", "<link", "<html", " style="] {
        assert!(!page.html.contains(part), "{part}");
    }
}

#[actix_web::test]
async fn an_operator_says_who_may_frame_and_which_maps_belong_there() {
    let mut settings = Embedding::default();
    let origin = |text| vec![Origin::new(text).unwrap()];
    settings.framers.insert(Scope::Area("13112".to_owned()), origin("https://www.city.example.lg.jp"));
    let own = AssociationId::new("tamagawa-kinuta").unwrap();
    settings.framers.insert(Scope::Association(own), origin("https://*.kinuta.example.jp"));
    let map =
        RelatedMap::new("リハビリテーション資源マップ", "Rehabilitation map", "https://maps.example.jp/?a=1&b=<2>");
    assert!(map.is_none());
    let map = RelatedMap::new("リハビリテーション資源マップ", "Rehabilitation map", "https://maps.example.jp/?a=1&b=2");
    settings.related.insert("13112".to_owned(), vec![map.unwrap()]);
    let visitor = serve_embedded(directory(), settings).await;
    for (path, who) in [
        (LIST, "frame-ancestors 'self' https://www.city.example.lg.jp"),
        ("/embed/list?near=35.6437,139.6710", "frame-ancestors 'self' https://www.city.example.lg.jp"),
        ("/embed/list?association=setagaya", "frame-ancestors 'self' https://www.city.example.lg.jp"),
        ("/embed/list?association=tamagawa-kinuta", "frame-ancestors 'self' https://*.kinuta.example.jp"),
    ] {
        let page = visitor.get(path).await;
        assert!(
            page.header("content-security-policy").ends_with(who),
            "{path}: {}",
            page.header("content-security-policy")
        );
    }
    let link = "href=\"https://maps.example.jp/?a=1&amp;b=2\"";
    for path in [LIST, "/embed/fragment?area=13112", "/areas/13112"] {
        let page = visitor.get(path).await;
        assert!(
            page.html.contains(link) && page.html.contains("リハビリテーション資源マップ"),
            "{path}: {}",
            page.html
        );
    }
    assert!(visitor.get("/areas/13112?lang=en").await.html.contains("Rehabilitation map"));
    assert!(visitor.get("/embed/v1/list.json?area=13112").await.html.contains("https://maps.example.jp/?a=1&b=2"));
}

#[actix_web::test]
async fn a_list_is_embedded_by_its_address_alone() {
    let visitor = serve(directory()).await;
    let page = visitor.get(LIST).await;
    let link = "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"https://yoruyaku.example.jp/oembed?url=https%3A%2F%2Fyoruyaku.example.jp%2Fembed%2Flist%3Farea%3D13112&amp;format=json\">";
    assert!(page.html.contains(link), "{}", page.html);
    assert!(visitor.get("/areas/13112").await.html.contains("type=\"text/xml+oembed\""));
    for url in ["https://yoruyaku.example.jp/embed/list?area=13112", "https://yoruyaku.example.jp/areas/13112"] {
        let told = visitor
            .get(&format!("/oembed?url={}&maxwidth=400&maxheight=300", url.replace('?', "%3F").replace('=', "%3D")))
            .await;
        let told: serde_json::Value = serde_json::from_str(&told.html).unwrap();
        assert_eq!((told["version"].as_str(), told["type"].as_str()), (Some("1.0"), Some("rich")));
        assert_eq!((told["width"].as_u64(), told["height"].as_u64()), (Some(400), Some(300)));
        let html = told["html"].as_str().unwrap();
        assert!(
            html.starts_with("<iframe src=\"https://yoruyaku.example.jp/embed/list?area=13112&amp;script=no\""),
            "{html}"
        );
        assert!(html.contains("sandbox=\"allow-popups ") && html.contains("width=\"400\" height=\"300\""), "{html}");
    }
    let xml = visitor.get("/oembed?format=xml&url=https%3A%2F%2Fyoruyaku.example.jp%2Fareas%2F13112").await;
    assert_eq!(xml.header("content-type"), "text/xml; charset=utf-8");
    assert!(xml.html.contains("<html>&lt;iframe src=&quot;https://"), "{}", xml.html);
}

#[actix_web::test]
async fn what_is_no_list_of_ours_is_not_embedded() {
    let visitor = serve(directory()).await;
    for (query, status) in [
        ("url=https%3A%2F%2Fevil.example%2Fembed%2Flist%3Farea%3D13112", 404),
        ("url=https%3A%2F%2Fyoruyaku.example.jp.evil.example%2Fareas%2F13112", 404),
        ("url=https%3A%2F%2Fyoruyaku.example.jp%2Fareas%2F99999", 404),
        ("url=https%3A%2F%2Fyoruyaku.example.jp%2Foffice", 404),
        ("url=https%3A%2F%2Fyoruyaku.example.jp%2Fareas%2F13112&format=pdf", 501),
        ("", 400),
        ("url=x&maxwidth=0", 400),
        ("url=x&maxwidth=wide", 400),
        ("uri=x", 400),
    ] {
        let answer = visitor.ask(Method::GET, &format!("/oembed?{query}"), "*/*", "ja").await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("content-type")),
            (status, "application/problem+json"),
            "{query}"
        );
    }
}

#[actix_web::test]
async fn the_page_puts_every_way_together_without_a_script() {
    let visitor = serve(directory()).await;
    let page =
        visitor.get("/embed?area=13112&view=compact&limit=5&theme=dark&service=narcotics&language=en&map=yes").await;
    assert_eq!(page.status, 200);
    let told = page.words();
    let query = "area=13112&service=narcotics&lang=en&view=compact&limit=5&theme=dark";
    let snippets = [
        format!("<iframe src=\"https://yoruyaku.example.jp/embed/list?{query}&script=no\"").replace('&', "&amp;"),
        "<script src=\"https://yoruyaku.example.jp/embed/v1/loader.js\" integrity=\"sha384-".to_owned(),
        "<yoruyaku-list area=\"13112\" service=\"narcotics\" lang=\"en\" view=\"compact\" limit=\"5\" theme=\"dark\" map>".to_owned(),
        "<script src=\"https://yoruyaku.example.jp/embed/v3/list.js\" integrity=\"sha384-".to_owned(),
        format!("https://yoruyaku.example.jp/embed/list?{query}"),
        format!("https://yoruyaku.example.jp/embed/fragment?{query}"),
    ];
    for snippet in &snippets {
        assert!(told.replace("&amp;", "&").contains(&snippet.replace("&amp;", "&")), "{snippet}\n{told}");
    }
    assert!(
        page.html.contains(&format!("<iframe class=\"preview\" src=\"/embed/list?{}\"", query.replace('&', "&amp;")))
    );
    assert!(page.header("content-security-policy").ends_with("frame-src 'self'"));
    assert!(told.contains("sha384-") && told.contains("アクセシビリティの説明文") && told.contains("出典の書き方"));
    assert!(
        page.html.contains("aria-label=\"世田谷区の一覧のQRコード\"")
            && page.html.contains("href=\"/areas/13112/flyer.pdf\"")
    );
    let hash = told.split("integrity=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(told.matches(hash).count(), 2, "in the snippet and by itself");
}

#[actix_web::test]
async fn the_page_finds_places_and_says_what_it_does_not_know() {
    let visitor = serve(directory()).await;
    let page = visitor.get("/embed?place=太子堂&radius_m=1000").await;
    assert!(page.words().contains("near=35.6437%2C139.6710&radius_m=1000"), "{}", page.words());
    let page = visitor.get("/embed?area=13112&place=どこにもない").await;
    assert!(page.words().contains("「どこにもない」という場所は見つかりませんでした。"), "{}", page.words());
    let page = visitor.get("/embed?area=13112&limit=999").await;
    assert_eq!(page.status, 400);
    assert!(page.words().contains("limit: 1 から 50 までの整数にしてください。"), "{}", page.words());
    let page = visitor.get("/embed?area=99999").await;
    assert!(page.words().contains("「99999」の一覧は、ここにはありません。"), "{}", page.words());
    let page = visitor.get("/embed?area=13112&place=%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(!page.html.contains("<script>alert"), "{}", page.html);
}

#[actix_web::test]
async fn the_scripts_are_kept_for_ever_and_open_to_every_origin() {
    let visitor = serve(directory()).await;
    for path in ["/embed/v1/loader.js", "/embed/v3/list.js", "/embed/v2/list.js", "/embed/v1/list.js"] {
        let script = visitor.ask(Method::GET, path, "*/*", "ja").await;
        assert_eq!((script.status.as_u16(), script.header("content-type")), (200, "text/javascript; charset=utf-8"));
        assert_eq!(script.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!((script.header("access-control-allow-origin"), script.header("set-cookie")), ("*", ""));
        assert_eq!(script.header("cross-origin-resource-policy"), "cross-origin");
    }
    let exposed = visitor.get("/embed/v1/list.json?area=13112").await;
    assert!(exposed.header("access-control-expose-headers").contains("X-Yoruyaku-Now"));
}

#[actix_web::test]
async fn a_long_list_stops_and_says_how_many_more() {
    let page = serve(many(60)).await.get("/embed/list?area=13112&limit=50").await;
    assert_eq!(named(&page, "open").len(), 50);
    assert!(page.words().contains("ほか10件を見る"));
}

#[actix_web::test]
async fn when_nothing_is_open_the_next_to_open_are_named() {
    let page = serve_at("2026-11-25T04:00:00+09:00", directory()).await.get("/embed/list?area=13112&lang=ja").await;
    assert!(page.words().contains("開いていると確かめられた薬局はありません。"), "{}", page.words());
    assert!(!named(&page, "next").is_empty() && named(&page, "open").is_empty());
    assert!(page.words().contains("次は9:00に開きます"), "{}", page.words());
}

#[actix_web::test]
async fn a_list_is_a_feed_for_systems_that_show_feeds() {
    let visitor = serve(directory()).await;
    let query = "area=13112&service=narcotics&limit=5";
    let atom = visitor.ask(Method::GET, &format!("/embed/list.atom?{query}"), "*/*", "ja").await;
    assert_eq!((atom.status.as_u16(), atom.header("content-type")), (200, "application/atom+xml; charset=utf-8"));
    let title = "<title>11/22 19:30現在 開局中 20:00まで | open-a 薬局（見本）</title>";
    assert!(atom.html.contains(title) && atom.html.contains("19:30現在、世田谷区に1件開いています。"), "{}", atom.html);
    assert!(atom.html.contains("<updated>2026-11-22T19:30:00+09:00</updated>"), "{}", atom.html);
    assert!(atom.html.contains("必要なこと：医療用麻薬") && atom.html.contains("00-0000-1234"), "{}", atom.html);
    let json = visitor.ask(Method::GET, &format!("/embed/list.jsonfeed?{query}"), "*/*", "ja").await;
    assert_eq!(json.header("content-type"), "application/feed+json; charset=utf-8");
    let feed: serde_json::Value = serde_json::from_str(&json.html).unwrap();
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["items"][0]["title"], "11/22 19:30現在 開局中 20:00まで | open-a 薬局（見本）");
    assert_eq!(feed["items"][0]["url"], "https://yoruyaku.example.jp/p/open-a");
    let page = visitor.get(&format!("/embed/list?{query}")).await;
    for (kind, path) in [
        ("application/atom+xml", "/embed/list.atom?"),
        ("application/feed+json", "/embed/list.jsonfeed?"),
        ("text/calendar", "/v1/areas/13112.ics"),
        ("application/geo+json", "/v1/pharmacies.geojson?area=13112&amp;service=narcotics&amp;open_now=true"),
        ("text/csv", "/v1/pharmacies.csv?"),
    ] {
        let link = page.html.split("<link rel=\"alternate\"").find(|link| link.contains(kind)).unwrap_or_default();
        assert!(link.contains(&format!("href=\"{path}")), "{kind}: {link}");
        let address = link.split("href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
        assert_eq!(visitor.ask(Method::GET, &address, "*/*", "ja").await.status, 200, "{address}");
    }
    for path in ["/embed/list.atom?area=99999", "/embed/list.jsonfeed?area=99999"] {
        let refused = visitor.ask(Method::GET, path, "*/*", "ja").await;
        assert_eq!((refused.status.as_u16(), refused.header("content-type")), (404, "application/problem+json"));
    }
}

#[actix_web::test]
async fn a_place_of_several_is_chosen_and_a_fault_keeps_the_rest_of_the_form() {
    let visitor = serve(directory()).await;
    let page = visitor.get("/embed?place=中町&view=compact").await;
    assert_eq!(page.of("<p class=\"fault\" id=\"place-fault\""), "「中町」にあたる場所がいくつかあります");
    let choice = page.html.split("near=35.6120%2C139.6480&amp;near_for=%E4%B8%AD%E7%94%BA").count();
    assert!(choice > 1, "{}", page.html);
    assert!(!page.html.contains("/embed/list?near="), "none of them is taken");
    let chosen = visitor.get("/embed?place=中町&view=compact&near=35.6120,139.6480&near_for=中町").await;
    assert!(chosen.html.contains("near=35.6120%2C139.6480&amp;radius_m=2000&amp;view=compact"), "{}", chosen.html);
    assert!(chosen.html.contains("<input type=\"hidden\" name=\"near_for\" value=\"中町\">"));

    let fault =
        visitor.get("/embed?area=13112&limit=999&theme=dark&view=compact&service=otc&when=tonight&font_size=125").await;
    assert_eq!(fault.status, 400);
    assert!(fault.words().contains("limit:"), "{}", fault.words());
    for kept in ["dark", "compact", "tonight", "125", "13112"] {
        assert!(fault.html.contains(&format!("<option value=\"{kept}\" selected>")), "{kept}");
    }
    let nothing_else = visitor.get("/embed?area=99999&theme=dark").await;
    assert!(nothing_else.html.contains("<option value=\"dark\" selected>"));
}

#[actix_web::test]
async fn where_nothing_is_open_the_numbers_to_call_are_told() {
    let visitor = serve_at("2026-11-25T04:00:00+09:00", directory()).await;
    let frame = visitor.get("/embed/list?area=13112").await;
    assert!(frame.html.contains("<p class=\"emergency\">急なとき: <a href=\"tel:119\">119</a>"), "{}", frame.html);
    assert!(frame.html.contains("<a href=\"tel:%237119\">#7119</a>"));
    let piece = visitor.get("/embed/fragment?area=13112&lang=en").await;
    assert!(
        piece.html.contains("<p class=\"emergency\">In an emergency: <a href=\"tel:119\">119</a>"),
        "{}",
        piece.html
    );
    let data: serde_json::Value =
        serde_json::from_str(&visitor.get("/embed/v2/list.json?area=13112").await.html).unwrap();
    let summary = data["summary"].as_str().unwrap();
    assert!(summary.contains("急なときの電話：119 ") && summary.contains("#7119"), "{summary}");
    let atom = visitor.get("/embed/list.atom?area=13112").await;
    assert!(atom.html.contains("急なときの電話：119 "), "{}", atom.html);
    // Where something is open, it is what one looks for.
    let open = serve(directory()).await;
    assert!(!open.get("/embed/list?area=13112").await.html.contains("class=\"emergency\""));
    assert!(!open.get("/embed/list.atom?area=13112").await.html.contains("急なときの電話"));
}

#[actix_web::test]
async fn names_are_told_in_latin_letters_to_who_reads_those() {
    let visitor = serve(directory()).await;
    let reading = "<span class=\"reading\" lang=\"ja-Latn\">Mihon Yakkyoku</span>";
    for form in ["list", "fragment"] {
        assert!(visitor.get(&format!("/embed/{form}?area=13112&lang=en")).await.html.contains(reading), "{form}");
        assert!(!visitor.get(&format!("/embed/{form}?area=13112")).await.html.contains("reading"), "{form}");
    }
    let data = visitor.get("/embed/v2/list.json?area=13112&lang=ko").await;
    let data: serde_json::Value = serde_json::from_str(&data.html).unwrap();
    let item = &data["sections"][0]["items"][0];
    assert_eq!((item["reading"].as_str(), item["reading_lang"].as_str()), (Some("Mihon Yakkyoku"), Some("ja-Latn")));
    let feed = visitor.get("/embed/list.atom?area=13112&lang=en").await;
    assert!(feed.html.contains("<title>As of 22 Nov, 19:30: "), "{}", feed.html);
}
