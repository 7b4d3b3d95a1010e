use chrono::Months;

use super::*;

/// What other sites have in their pages. A released script that is touched breaks every page that names its hash: make
/// a new version instead.
const RELEASED: [(&str, &str); 4] = [
    ("/embed/v1/loader.js", "sha384-9pUryJFCDolaH7nOZ+TFdyl3YuFGB5znrgCWalXtJjpF+S6vGCpZC08NyvxUc58B"),
    ("/embed/v3/list.js", "sha384-OD5Xfc5CXPOSApmJTD7sYBxWvPNnYQgrYKvJ3thW+Q1LrI3LDTH9Ftc5VCR3QhoY"),
    ("/embed/v2/list.js", "sha384-ebKhBXrAeveCuMSVqliFY3bE9U0HYYxBcZVa6eOH1qQqT5YOaP03wNQbECs4O8Ft"),
    ("/embed/v1/list.js", "sha384-m7ZnLWotv+pLjDaz3hKypDJ2yMQ0oKyn5DZl/aiIzC4CvRTi4VaEossQhEXBaS7z"),
];

#[test]
fn released_scripts_never_change() {
    let served: Vec<_> = all().into_iter().map(|script| (script.path, script.integrity())).collect();
    for (path, integrity) in RELEASED {
        assert!(served.iter().any(|(at, hash)| *at == path && hash == integrity), "{path}: {served:?}");
    }
}

#[test]
fn an_old_version_is_served_for_two_years_and_says_so() {
    for script in all() {
        if let Some((since, until)) = script.old {
            assert!(until >= since + Months::new(KEPT_MONTHS), "{}", script.path);
        }
    }
    let april = |year| day(year, 4, 1);
    let old = Script { path: "/embed/v0/list.js", body: LazyLock::new(|| b"1"), old: Some((april(2027), april(2029))) };
    let told = old.sent();
    assert_eq!(told.status(), 200);
    assert_eq!(told.headers().get("deprecation").unwrap(), "@1806537600");
    assert_eq!(told.headers().get("sunset").unwrap(), "Sun, 01 Apr 2029 00:00:00 GMT");
    assert!(ELEMENT.sent().headers().get("deprecation").is_none());
}

#[test]
fn scripts_stay_small() {
    assert!(ELEMENT.body.len() <= 26 * 1024, "{}", ELEMENT.body.len());
    assert!(LOADER.body.len() <= 4 * 1024);
}
