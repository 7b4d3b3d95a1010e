//! More at once than the server takes: refused at the door, and taken again as soon as there is room.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use reqwest::Method;

use crate::support::{Answer, Client, LIST, list, on_each_database};

const PAGE: [(&str, &str); 1] = [("accept", "text/html")];

/// A list of which the first half was sent, and the rest.
struct Upload {
    connection: TcpStream,
    rest: Vec<u8>,
}

impl Upload {
    /// Begins to send a list in, as a slow line would.
    fn begin(server: &Client, token: &str) -> Self {
        let host = server.base.strip_prefix("http://").unwrap();
        let (file, half) = (list(LIST), list(LIST).len() / 2);
        let head = format!(
            "POST /v1/listings?association=setagaya&file_name=list.csv HTTP/1.1\r\nHost: {host}\r\n\
             Authorization: Bearer {token}\r\nContent-Type: text/csv\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            file.len()
        );
        let mut connection = TcpStream::connect(host).unwrap();
        connection.write_all(head.as_bytes()).unwrap();
        connection.write_all(&file[..half]).unwrap();
        Self { connection, rest: file[half..].to_vec() }
    }

    /// One that has its place, and what others are told then. Whoever asks at the very moment it begins may have the place
    /// before it; then it is refused itself, and begun again.
    async fn in_progress(server: &Client, token: &str, method: Method, address: &str) -> (Self, Answer) {
        for _ in 0..50 {
            let upload = Self::begin(server, token);
            for _ in 0..40 {
                actix_web::rt::time::sleep(Duration::from_millis(10)).await;
                let answer = server.ask(method.clone(), address, &[], "薬局名".into()).await;
                if answer.status == 503 {
                    return (upload, answer);
                }
            }
        }
        panic!("{method} {address} is never refused");
    }

    /// Sends one more byte, unless the server has answered meanwhile.
    fn drip(&mut self) -> std::io::Result<()> {
        self.connection.set_nonblocking(true)?;
        let has_answered = self.connection.peek(&mut [0]).is_ok();
        self.connection.set_nonblocking(false)?;
        if has_answered || self.rest.is_empty() {
            return Err(std::io::ErrorKind::BrokenPipe.into());
        }
        let byte = self.rest.remove(0);
        self.connection.write_all(&[byte])
    }

    /// Sends the rest, and returns the answer as it came.
    fn end(mut self) -> String {
        self.connection.write_all(&self.rest).unwrap();
        self.told()
    }

    /// The answer as it comes.
    fn told(mut self) -> String {
        let mut answer = String::new();
        self.connection.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        self.connection.read_to_string(&mut answer).unwrap();
        answer
    }
}

/// Asks until the answer has that status: when the server sees an upload, or its end, is its own affair.
async fn until(server: &Client, method: Method, address: &str, status: u16) -> Answer {
    for _ in 0..1_000 {
        let answer = server.ask(method.clone(), address, &[], "薬局名".into()).await;
        if answer.status == status {
            return answer;
        }
        actix_web::rt::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{method} {address} is never answered with {status}");
}

#[actix_web::test]
async fn what_is_too_much_is_refused_at_the_door() {
    on_each_database(async |mut house| {
        let server = house.serve_with(&[("YORUYAKU_REQUESTS_AT_ONCE", "1"), ("YORUYAKU_REQUESTS_PER_MINUTE", "0")]);
        let token = house.token("editor:setagaya");
        let (upload, refused) = Upload::in_progress(&server, &token, Method::GET, "/v1/pharmacies").await;
        let problem = refused.problem(503, "overloaded");
        assert_eq!(problem["retriable"], true, "{problem}");
        assert_eq!((refused.header("retry-after"), refused.header("cache-control")), ("2", "no-store"));

        let page = server.ask(Method::GET, "/?lang=ja", &PAGE, vec![]).await;
        assert_eq!((page.status.as_u16(), page.header("retry-after")), (503, "2"));
        assert!(page.header("content-type").starts_with("text/html"), "{page:?}");
        for part in ["いま、とても混み合っています", "tel:119", "tel:%237119", "<header"] {
            assert!(page.text().contains(part), "{part} is not in {}", page.text());
        }
        for address in ["/health/live", "/health/ready", "/metrics"] {
            assert_eq!(server.get(address).await.status, 200, "{address}");
        }
        let counts = server.get("/metrics").await.text();
        assert!(counts.contains("yoruyaku_http_problems_total{code=\"overloaded\"}"), "{counts}");

        let answer = upload.end();
        assert!(answer.starts_with("HTTP/1.1 202"), "the one that had its place is served to its end: {answer}");
        until(&server, Method::GET, "/v1/pharmacies", 200).await.of(200);
        let page = server.ask(Method::GET, "/?lang=ja", &PAGE, vec![]).await;
        assert_eq!(page.status, 200);
    })
    .await;
}

#[actix_web::test]
async fn readers_find_room_however_many_send() {
    on_each_database(async |mut house| {
        let server = house.serve_with(&[("YORUYAKU_BODIES_AT_ONCE", "1"), ("YORUYAKU_REQUESTS_PER_MINUTE", "0")]);
        let token = house.token("editor:setagaya");
        let address = "/v1/listings?association=setagaya";
        let (upload, refused) = Upload::in_progress(&server, &token, Method::POST, address).await;
        refused.problem(503, "overloaded");
        for _ in 0..20 {
            server.get("/v1/pharmacies").await.of(200);
        }
        drop(upload);
        // One that breaks off gives its place back; then it is only asked who sends.
        until(&server, Method::POST, address, 401).await.problem(401, "unauthorized");
    })
    .await;
}

#[actix_web::test]
async fn a_sender_who_is_too_slow_gives_its_place_back() {
    on_each_database(async |mut house| {
        let limits = [("YORUYAKU_BODY_SILENCE_SECONDS", "1"), ("YORUYAKU_BODY_SECONDS", "3")];
        let server = house.serve_with(&[&limits[..], &[("YORUYAKU_BODIES_AT_ONCE", "1")]].concat());
        let token = house.token("editor:setagaya");
        let silent = Upload::begin(&server, &token).told();
        // A byte now and then is not silence, but the whole takes too long all the same.
        let mut dripping = Upload::begin(&server, &token);
        let begun = std::time::Instant::now();
        while begun.elapsed() < Duration::from_secs(6) && dripping.drip().is_ok() {
            actix_web::rt::time::sleep(Duration::from_millis(300)).await;
        }
        assert!((2..6).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
        for told in [silent, dripping.told()] {
            assert!(told.starts_with("HTTP/1.1 408") && told.contains("\"code\":\"request_timeout\""), "{told}");
            assert!(told.to_ascii_lowercase().contains("connection: close"), "{told}");
        }
        let editor = server.with(&token);
        assert_eq!(editor.get("/v1/listings?association=setagaya").await.of(200)["items"].as_array().unwrap().len(), 1);
        editor.send(list(LIST)).await;
    })
    .await;
}
