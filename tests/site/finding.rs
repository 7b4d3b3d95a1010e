//! The answer: one sentence, then who is open, who answers the telephone, and who is not known, never mixed.

use crate::support::{NEAR, directory, many, serve, serve_at, stated, words};

#[actix_web::test]
async fn one_sentence_then_open_on_call_and_unknown_apart() {
    let page = serve(directory()).await.get(&format!("/?{NEAR}")).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.of("<h1"), "19:30現在、太子堂から2km以内に3件開いています。");
    assert_eq!(page.of("<p class=\"nearest\""), "いちばん近いのはopen-a 薬局（見本）（約100m）です。");
    assert_eq!(page.listed("open"), ["open-a 薬局（見本）", "髙島屋前 よふけ薬局（見本）", "duty-h 薬局（見本）"]);
    assert_eq!(page.listed("on-call"), ["on-call-b 薬局（見本）"]);
    assert_eq!(page.listed("unknown"), ["unread-d 薬局（見本）", "silent-e 薬局（見本）"]);
    assert_eq!(page.listed("closed"), Vec::<String>::new());
    let order = ["id=\"open\"", "id=\"on-call\"", "id=\"unknown\"", "id=\"notices\"", "id=\"emergency\""];
    let places: Vec<_> = order.iter().map(|id| page.html.find(id).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[actix_web::test]
async fn each_is_called_at_the_number_that_answers_at_this_hour() {
    let page = serve(directory()).await.get(&format!("/?{NEAR}")).await;
    let first_call = |id: &str| {
        let item = page.item(id);
        let call = item.split_once("class=\"call\" href=\"").unwrap().1;
        call.split('"').next().unwrap().to_owned()
    };
    assert_eq!(first_call("open-a"), "tel:0000001234");
    assert_eq!(first_call("on-call-b"), "tel:0000005678");
    assert!(words(&page.item("on-call-b")).contains("時間外の電話 電話する 00-0000-5678 開局時間の電話 00-0000-1234"));
    // The telephone stands before the address and its map.
    let item = page.item("open-a");
    assert!(item.find("tel:").unwrap() < item.find("google.com/maps").unwrap());
}

#[actix_web::test]
async fn an_item_says_until_when_how_far_and_why() {
    let page = serve(directory()).await.get(&format!("/?{NEAR}")).await;
    let open = words(&page.item("open-a"));
    assert!(open.contains("開局中 20:00まで まもなく閉局（あと30分）"), "{open}");
    assert!(open.contains("約100m・歩いて3分くらい"), "{open}");
    assert!(open.contains("無菌製剤（要事前相談）") && !open.contains("中心静脈栄養"), "{open}");
    assert!(open.contains("2026年11月20日に確認 出典：世田谷（見本）"), "{open}");
    assert!(words(&page.item("late-f")).contains("開局中 翌2:00まで"));
    assert!(words(&page.item("duty-h")).contains("当番の薬局です。"));
    let unread = words(&page.item("unread-d"));
    assert!(unread.contains("要電話確認") && unread.contains("一覧の記載：「不定休」"), "{unread}");
}

#[actix_web::test]
async fn the_list_is_silent_on_a_holiday_so_nobody_is_said_to_be_open() {
    let visitor = serve(directory()).await;
    for date in ["2026-11-23", "2026-09-22"] {
        let page = visitor.get(&format!("/?{NEAR}&when=at&date={date}&time=11:00")).await;
        assert_eq!(page.listed("open"), ["holiday-g 薬局（見本）"], "{date}");
        assert!(page.listed("unknown").contains(&"open-a 薬局（見本）".to_owned()), "{date}");
        assert!(words(&page.item("open-a")).contains("祝日の時間が一覧に書かれていません。"));
    }
    let page = visitor.get(&format!("/?{NEAR}&when=at&date=2026-11-23&time=11:00")).await;
    assert_eq!(page.of("<h1"), "11月23日(月・祝) 11:00、太子堂から2km以内に1件開いている予定です。");
    assert!(words(&page.item("holiday-g")).starts_with("開局予定 14:00まで"));
}

#[actix_web::test]
async fn an_interval_counts_only_who_is_open_for_all_of_it() {
    let visitor = serve(directory()).await;
    let page = visitor.get(&format!("/?{NEAR}&when=at&date=2026-11-22&time=19:30&until=21:00")).await;
    assert_eq!(page.of("<h1"), "11月22日(日) 19:30から21:00まで、太子堂から2km以内に2件開いている予定です。");
    assert!(!page.listed("open").contains(&"open-a 薬局（見本）".to_owned()));
    let page = visitor.get(&format!("/?{NEAR}&when=at&date=2026-11-22&time=19:30&until=1:00")).await;
    assert_eq!(page.listed("open"), ["髙島屋前 よふけ薬局（見本）"]);
}

#[actix_web::test]
async fn when_nothing_is_open_it_says_who_opens_next_and_who_is_open_farther_away() {
    let visitor = serve_at("2026-11-24T19:00:00+09:00", directory()).await;
    let page = visitor.get(&format!("/?{NEAR}&radius_m=500&when=at&date=2026-11-25&time=01:00")).await;
    assert!(page.of("<h1").ends_with("太子堂から500m以内に、開いていると確かめられた薬局はありません。"));
    assert!(page.words().contains("電話で対応する薬局が1件あります。先に電話してください。"));
    assert_eq!(page.listed("farther"), ["髙島屋前 よふけ薬局（見本）"]);
    assert_eq!(page.listed("next").first().map(String::as_str), Some("open-a 薬局（見本）"));
    assert!(words(&page.item("open-a")).contains("次は9:00に開きます"));
    assert!(page.html.contains("href=\"tel:%237119\"") && page.html.contains("href=\"tel:119\""));
    let (answer, rest) = page.html.split_once("</h1>").unwrap().1.split_once("<details").unwrap();
    assert!(
        answer.contains("href=\"#emergency\"") && rest.contains("<h2 id=\"emergency\">"),
        "they are led to at once"
    );
}

#[actix_web::test]
async fn only_who_offers_everything_needed_is_listed() {
    let visitor = serve(directory()).await;
    let page = visitor.get(&format!("/?{NEAR}&service=narcotics&service=aseptic")).await;
    assert_eq!(page.listed("open"), ["open-a 薬局（見本）"]);
    assert!(page.words().contains("必要なこと：医療用麻薬、無菌製剤"));
    let without =
        "/?q=%E5%A4%AA%E5%AD%90%E5%A0%82&amp;near=35.6437%2C139.6710&amp;near_for=%E5%A4%AA%E5%AD%90%E5%A0%82\"";
    assert!(page.html.contains(without), "the way to ask without the services");
    let none = visitor.get(&format!("/?{NEAR}&service=tpn")).await;
    assert!(none.listed("open").is_empty() && none.listed("on-call").is_empty());
}

#[actix_web::test]
async fn a_long_list_is_counted_whole_and_shown_in_part() {
    let visitor = serve(many(60)).await;
    let page = visitor.get(&format!("/?{NEAR}&radius_m=10000")).await;
    assert_eq!(page.of("<h1"), "19:30現在、太子堂から10km以内に60件開いています。");
    assert_eq!(page.listed("open").len(), 20);
    assert!(page.html.contains("&amp;all=1#open"));
    assert_eq!(visitor.get(&format!("/?{NEAR}&radius_m=10000&all=1")).await.listed("open").len(), 60);
}

#[actix_web::test]
async fn who_serves_for_part_of_an_interval_is_listed_apart_and_counted() {
    let visitor = serve(directory()).await;
    let page = visitor.get(&format!("/?{NEAR}&when=at&date=2026-11-22&time=19:30&until=21:00")).await;
    assert_eq!(page.listed("open"), ["髙島屋前 よふけ薬局（見本）", "duty-h 薬局（見本）"]);
    assert_eq!(page.listed("partial"), ["open-a 薬局（見本）"]);
    assert_eq!(page.of("<h2 id=\"partial\""), "一部の時間だけ（残りは電話で確かめてください） 1件");
    assert!(words(&page.item("open-a")).contains("20:00まで"));
    // Into the holiday of which most lists say nothing: none of those at the start is lost.
    let page = visitor.get(&format!("/?{NEAR}&when=at&date=2026-11-22&time=19:30&until=1:00")).await;
    assert_eq!(page.listed("open"), ["髙島屋前 よふけ薬局（見本）"]);
    assert_eq!(page.listed("partial"), ["open-a 薬局（見本）", "duty-h 薬局（見本）", "on-call-b 薬局（見本）"]);
    let at_start = visitor.get(&format!("/?{NEAR}&when=at&date=2026-11-22&time=19:30")).await;
    let all = |page: &crate::support::Page| {
        let mut names: Vec<_> =
            ["open", "on-call", "partial", "unknown"].into_iter().flat_map(|id| page.listed(id)).collect();
        names.sort();
        names
    };
    assert_eq!(all(&page), all(&at_start));
    assert!(at_start.listed("partial").is_empty());
}

#[actix_web::test]
async fn who_opens_within_an_interval_is_told_with_the_time() {
    let visitor = serve(directory()).await;
    // Closed at eight in the morning, open from nine.
    let page = visitor.get(&format!("/?{NEAR}&when=at&date=2026-11-24&time=08:00&until=10:00")).await;
    assert!(page.listed("partial").contains(&"open-a 薬局（見本）".to_owned()), "{:?}", page.listed("partial"));
    let item = words(&page.item("open-a"));
    assert!(item.contains("次は9:00に開きます"), "{item}");
    // Who answers the telephone until then says both.
    let item = words(&page.item("on-call-b"));
    assert!(item.contains("電話で対応 9:00まで") && item.contains("9:00から開きます"), "{item}");
    // Of those who open at one time the nearest comes first.
    let names = page.listed("partial");
    let place = |id: &str| names.iter().position(|name| name.starts_with(id)).unwrap();
    assert!(place("open-a") < place("closed-c") && place("closed-c") < place("holiday-g"), "{names:?}");
    let counted = page.of("<h2 id=\"partial\"");
    assert!(counted.ends_with(&format!(" {}件", page.listed("partial").len())), "{counted}");
    // Who opens only at its end, or after it, is of no use within it.
    let before = visitor.get(&format!("/?{NEAR}&when=at&date=2026-11-24&time=07:00&until=09:00")).await;
    assert!(!before.listed("partial").contains(&"open-a 薬局（見本）".to_owned()));
}

#[actix_web::test]
async fn far_from_every_list_nobody_is_named_and_no_number_is_anothers() {
    let visitor = serve(directory()).await;
    let sapporo = visitor.get("/?q=札幌&near=43.0621,141.3544&near_for=札幌").await;
    assert!(sapporo.words().contains("この地域の一覧は、まだありません。"), "{}", sapporo.words());
    assert!(sapporo.listed("farther").is_empty() && sapporo.listed("next").is_empty());
    let numbers = |page: &crate::support::Page| {
        let (_, block) = page.html.split_once("id=\"emergency\"").unwrap();
        let calls = block.split("class=\"call\" href=\"").skip(1);
        calls.map(|call| call.split('"').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(numbers(&sapporo), ["tel:119", "tel:%237119", "tel:%238000"]);
    // Six kilometres away: the nearest list's own.
    let beside = visitor.get("/?near=35.7000,139.6710").await;
    assert!(!beside.words().contains("この地域の一覧は、まだありません。"));
    assert_eq!(numbers(&beside), numbers(&visitor.get(&format!("/?{NEAR}")).await));
    assert_ne!(numbers(&beside).len(), 0);
}

#[actix_web::test]
async fn what_is_asked_of_a_time_of_ones_own_does_not_ask_anew() {
    let visitor = serve(directory()).await;
    for query in ["date=2026-11-20&time=10:00", "time=10:00", "when=at&date=2026-11-24&time=10:00"] {
        let page = visitor.get(&format!("/?{NEAR}&{query}")).await;
        assert_eq!(page.status, 200);
        assert!(!page.html.contains("data-changes"), "{query}");
        assert_eq!(page.header("cache-control"), "private, max-age=60", "{query}");
    }
    let tonight = visitor.get(&format!("/?{NEAR}&when=tonight")).await;
    assert!(tonight.html.contains("data-changes=\"2026-11-22T20:00:00+09:00\""), "tonight becomes now");
    assert!(visitor.get(&format!("/?{NEAR}")).await.html.contains("data-changes"));
}

#[actix_web::test]
async fn who_opens_next_is_found_among_any_number() {
    let mut sample = many(240);
    let count = sample.pharmacies.len();
    for (at, pharmacy) in sample.pharmacies.iter_mut().enumerate() {
        // All closed at night; the last by name, and the farthest, opens first.
        let opens = if at + 1 == count { "06:00" } else { "09:00" };
        pharmacy.facts.hours = Some(stated(&format!("Mo-Su {opens}-18:00")));
    }
    let visitor = serve_at("2026-11-24T23:00:00+09:00", sample).await;
    let page = visitor.get("/?q=世田谷区").await;
    assert_eq!(page.listed("next").first().map(String::as_str), Some("p-0239 薬局（見本）"));
    let frame = visitor.get("/embed/list?area=13112").await;
    assert!(frame.html.find("p-0239").is_some_and(|at| at < frame.html.find("p-0000").unwrap_or(usize::MAX)));
}

#[actix_web::test]
async fn a_list_of_hundreds_is_paged_through_to_its_end() {
    let visitor = serve(many(250)).await;
    let page = visitor.get("/?q=世田谷区&all=1").await;
    assert_eq!(page.of("<h1"), "19:30現在、世田谷区に250件開いています。");
    assert!(page.words().contains("1～100件目（全250件） 次を見る"), "{}", page.of("<section class=\"list\""));
    let mut names = page.listed("open");
    for number in 2..=3 {
        assert!(page.html.contains("&amp;all=1&amp;page=2#open\" rel=\"next\""));
        let next = visitor.get(&format!("/?q=世田谷区&all=1&page={number}")).await;
        assert_eq!(next.of("<h1"), page.of("<h1"));
        names.extend(next.listed("open"));
        assert!(next.html.contains("rel=\"prev\""));
        assert_eq!(next.html.contains("rel=\"next\""), number == 2);
    }
    assert_eq!(names.len(), 250);
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 250, "each once");
    for beyond in ["4", "999999999", "-1", "x", "0"] {
        let page = visitor.get(&format!("/?q=世田谷区&all=1&page={beyond}")).await;
        assert_eq!((page.status.as_u16(), page.of("<h1").contains("250件")), (200, true), "{beyond}");
        assert!(page.listed("next").is_empty());
    }
}

#[actix_web::test]
async fn nobody_is_asked_to_write_to_nobody() {
    let mut sample = directory();
    sample.pharmacies[0].sources.clear();
    let visitor = serve(sample).await;
    assert!(!visitor.get("/p/open-a").await.html.contains("/correction"));
    assert_eq!(visitor.get("/p/open-a/correction").await.status, 404);
    assert_eq!(visitor.get("/p/late-f/correction").await.status, 200);
}
