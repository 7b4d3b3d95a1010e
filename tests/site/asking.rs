//! What the field and the form understand, and how kindly they refuse.

use yoruyaku::{directory::AssociationId, search::Directory};

use crate::support::{NEAR, directory, serve};

#[actix_web::test]
async fn the_first_page_has_one_field_and_no_answer() {
    let page = serve(directory()).await.get("/").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.of("<h1"), "夜間・休日に開いている薬局をさがす");
    assert!(page.html.contains("<input id=\"q\" name=\"q\" type=\"search\""));
    assert!(page.html.contains("value=\"now\" checked"));
    assert!(page.words().contains("処方箋が使えるのは、出された日を入れて4日間です。"));
}

#[actix_web::test]
async fn what_others_add_to_a_shared_address_asks_nothing() {
    let visitor = serve(directory()).await;
    for query in ["utm_source=line", "fbclid=abc&utm_medium=social", "lang=en&gclid=1", "view=print&ref=x", "q="] {
        let page = visitor.get(&format!("/?{query}")).await;
        assert_eq!(page.status, 200, "{query}");
        assert!(page.html.contains("<input id=\"q\" name=\"q\" type=\"search\" value=\"\""), "{query}");
        assert!(!page.html.contains("class=\"faults\""), "{query}");
    }
    let asked = visitor.get("/?q=太子堂&utm_source=line").await;
    assert!(asked.of("<h1").contains("太子堂から2km以内に3件"));
    assert_eq!(visitor.get("/?when=tonight&fbclid=abc").await.status, 400, "a question without a place");
}

#[actix_web::test]
async fn a_place_is_found_by_its_names() {
    let visitor = serve(directory()).await;
    for (text, place) in
        [("太子堂", "太子堂"), ("太子堂駅", "太子堂駅"), ("１５４ー０００４", "154-0004"), ("世田谷区太子堂", "太子堂")]
    {
        let page = visitor.get(&format!("/?q={text}")).await;
        assert!(page.of("<h1").contains(&format!("{place}から2km以内に3件")), "{text}: {}", page.of("<h1"));
    }
    let ward = visitor.get("/?q=東京都世田谷区").await;
    assert_eq!(ward.of("<h1"), "19:30現在、世田谷区に3件開いています。");
}

#[actix_web::test]
async fn a_name_of_several_places_is_a_choice_that_keeps_the_question() {
    let page = serve(directory()).await.get("/?q=中町&when=tonight&service=otc").await;
    assert_eq!(page.of("<h1"), "「中町」にあたる場所がいくつかあります");
    let chosen = "?when=tonight&amp;service=otc&amp;q=%E4%B8%AD%E7%94%BA&amp;near=35.61200%2C139.64800&amp;near_for=%E4%B8%AD%E7%94%BA";
    assert!(page.html.contains(chosen), "{}", page.html);
}

#[actix_web::test]
async fn a_pharmacy_is_found_by_its_name_in_any_state() {
    let page = serve(directory()).await.get("/?q=shut-i").await;
    assert_eq!(page.of("<h1"), "「shut-i」を名前などに含む薬局が1件あります。");
    assert_eq!(page.listed("closed"), ["shut-i 薬局（見本）"]);
    assert!(page.words().contains("この日は臨時のお休みです。"));
}

#[actix_web::test]
async fn an_unknown_place_gets_suggestions_and_the_towns() {
    let page = serve(directory()).await.get("/?q=太子道").await;
    assert_eq!((page.status.as_u16(), page.of("<h1").as_str()), (200, "「太子道」という場所は見つかりませんでした"));
    assert!(page.words().contains("もしかして 太子堂"));
    assert!(page.words().contains("町の名前から選ぶ 太子堂 中町 奥沢"), "{}", page.words());
}

#[actix_web::test]
async fn what_cannot_be_meant_is_said_at_its_field_and_the_rest_is_kept() {
    let visitor = serve(directory()).await;
    for (query, field, told) in [
        ("q=太子堂&when=at&date=2026-02-30&time=21:00", "date", "「2026-02-30」という日付はありません。例：2026-11-23"),
        ("q=太子堂&when=at&date=2026-11-23&time=", "time", "時刻を入れてください。例：21:30"),
        ("q=太子堂&when=at&date=2026-11-23&time=25時70分", "time", "「25時70分」という時刻はありません。例：21:30"),
        (
            "q=太子堂&when=at&date=2026-11-23&time=9:00&until=いつか",
            "until",
            "「いつか」という時刻はありません。例：23:00",
        ),
        (
            "q=太子堂&when=at&date=2999-01-01&time=9:00",
            "date",
            "より先の日は、祝日が決まっていないため調べられません。",
        ),
        ("q=&when=tonight", "q", "場所か薬局の名前を入れてください。"),
        ("near=91,200", "q", "地点が正しくありません。場所の名前でさがしてください。"),
    ] {
        let page = visitor.get(&format!("/?{query}&service=otc&radius_m=5000")).await;
        assert_eq!(page.status, 400, "{query}");
        let fault = page.of(&format!("<p class=\"fault\" id=\"{field}-fault\""));
        assert!(fault.ends_with(told), "{query}: {fault}");
        assert!(page.html.contains(&format!("<a href=\"#{field}\"")), "{query}");
        assert!(page.html.contains("id=\"service-otc\" value=\"otc\" checked"), "{query}");
        assert!(page.html.contains("<option value=\"5000\" selected>"), "{query}");
    }
}

#[actix_web::test]
async fn a_point_holds_only_for_the_words_it_was_chosen_for() {
    let visitor = serve(directory()).await;
    let page = visitor.get("/?q=奥沢&near=35.6437,139.6710&near_for=太子堂").await;
    assert!(page.of("<h1").contains("奥沢から2km以内に、開いている"), "{}", page.of("<h1"));
    let here = visitor.get("/?near=35.6437,139.6710").await;
    assert!(here.of("<h1").contains("この地点から2km以内に3件"));
    assert!(here.html.contains("<input type=\"hidden\" name=\"near\" value=\"35.6437,139.6710\">"));
}

#[actix_web::test]
async fn markup_is_text_wherever_it_is_written() {
    let visitor = serve(directory()).await;
    let bad = "\"><script>x</script>";
    for path in [
        "/?q={}",
        "/?q={}&when=at&date={}&time={}&until={}",
        "/?q=太子堂&near=1,1&near_for={}",
        "/?lang={}&q={}",
        "/areas/13112?month={}",
        "/{}",
    ] {
        let page = visitor.get(&path.replace("{}", bad)).await;
        assert!(!page.html.contains("<script>x"), "{path}");
    }
    assert!(
        visitor.get(&format!("/?q={bad}")).await.html.contains("value=\"&quot;&gt;&lt;script&gt;x&lt;/script&gt;\"")
    );
}

#[actix_web::test]
async fn nonsense_is_answered_and_long_words_are_refused() {
    let visitor = serve(directory()).await;
    for query in
        ["when=never", "radius_m=-1", "radius_m=99999999999", "service=nothing", "all=yes&by=x", "%00=%00", "&&=&"]
    {
        let page = visitor.get(&format!("/?{NEAR}&{query}")).await;
        assert_eq!(page.status, 200, "{query}");
    }
    let long = visitor.get(&format!("/?q={}", "あ".repeat(101))).await;
    assert_eq!(long.status, 400);
    assert!(long.words().contains("場所は100文字までで入れてください。"));
}

#[actix_web::test]
async fn tonight_asks_about_the_evening() {
    let page = crate::support::serve_at("2026-11-22T11:00:00+09:00", directory())
        .await
        .get(&format!("/?{NEAR}&when=tonight"))
        .await;
    assert!(
        page.of("<h1").starts_with("11月22日(日) 20:00、太子堂から2km以内に2件開いている予定です。"),
        "{}",
        page.of("<h1")
    );
}

/// The sample with a 府中市 in two prefectures, a pharmacy in each.
fn with_two_of_a_name() -> Directory {
    let mut sample = directory();
    for (at, (code, prefecture)) in [("13206", "東京都"), ("34208", "広島県")].into_iter().enumerate() {
        let mut association = sample.associations[0].clone();
        association.id = AssociationId::new(&format!("fuchu-{code}")).unwrap();
        code.clone_into(&mut association.area.code);
        prefecture.clone_into(&mut association.area.prefecture);
        "府中市".clone_into(&mut association.area.municipality);
        sample.associations.push(association);
        sample.pharmacies[at].facts.address = Some(format!("{prefecture}府中市緑町1-1"));
    }
    sample
}

#[actix_web::test]
async fn a_municipality_of_a_name_that_two_have_is_a_choice() {
    let visitor = serve(with_two_of_a_name()).await;
    let page = visitor.get("/?q=府中市&when=tonight").await;
    assert_eq!(page.of("<h1"), "「府中市」にあたる場所がいくつかあります");
    assert!(page.words().contains("東京都府中市 広島県府中市"), "{}", page.words());
    let hiroshima = visitor.get("/?q=広島県府中市").await;
    assert!(hiroshima.of("<h1").contains("府中市に"), "{}", hiroshima.of("<h1"));
    assert_eq!(hiroshima.listed("on-call"), ["on-call-b 薬局（見本）"]);
    assert!(hiroshima.listed("open").is_empty(), "the other one's are not its own");
}

#[actix_web::test]
async fn a_prefecture_is_a_place() {
    let visitor = serve(with_two_of_a_name()).await;
    let tokyo = visitor.get("/?q=東京都").await;
    assert_eq!(tokyo.of("<h1"), "19:30現在、東京都に3件開いています。");
    assert!(visitor.get("/?q=広島県").await.of("<h1").contains("広島県に、開いていると確かめられた薬局はありません"));
}

#[actix_web::test]
async fn an_unknown_place_gets_the_municipalities_where_there_are_several() {
    let page = serve(with_two_of_a_name()).await.get("/?q=zzzzzz").await;
    assert!(page.html.contains("<a href=\"/areas/13112\">世田谷区</a>") && page.html.contains("/areas/34208\""));
    assert!(!page.words().contains("奥沢"), "towns of one municipality would say that there is no other");
}
