//! Who may do what.

use crate::support::{LIST, list, on_each_database};

const SEND: &str = "/v1/listings?association=setagaya&file_name=list.csv";

#[actix_web::test]
async fn without_a_token_that_holds_nothing_is_done() {
    on_each_database(async |mut house| {
        let server = house.serve();
        for caller in [server.clone(), server.with("yoruyaku_0000"), server.with("")] {
            let refused = caller.post(SEND, &[], list(LIST)).await;
            refused.problem(401, "unauthorized");
            assert_eq!(refused.header("www-authenticate"), "Bearer realm=\"yoruyaku\"");
            caller.get("/v1/listings?association=setagaya").await.problem(401, "unauthorized");
        }
        let token = house.token("editor:setagaya");
        let id = house.run(&["token", "list"]).split('\t').next().unwrap().to_owned();
        server.with(&token).get("/v1/listings?association=setagaya").await.of(200);
        house.run(&["token", "revoke", &id]);
        server.with(&token).get("/v1/listings?association=setagaya").await.problem(401, "unauthorized");
    })
    .await;
}

#[actix_web::test]
async fn each_reaches_as_far_as_the_authority() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let own = server.with(&house.token("editor:setagaya"));
        let other = server.with(&house.token("editor:tamagawa-kinuta"));
        let auditor = server.with(&house.token("auditor"));
        let operator = server.with(&house.token("operator"));
        let sent = own.send(list(LIST)).await;
        let address = format!("/v1/listings/{}", sent.id());
        for stranger in [&other] {
            stranger.post(SEND, &[], list(LIST)).await.problem(403, "forbidden");
            stranger.get(&address).await.problem(403, "forbidden");
            stranger.get(&format!("{address}/file")).await.problem(403, "forbidden");
            stranger.publish(&sent).await.problem(403, "forbidden");
        }
        auditor.get(&address).await.of(200);
        auditor.post(SEND, &[], list(LIST)).await.problem(403, "forbidden");
        auditor.publish(&sent).await.problem(403, "forbidden");
        operator.publish(&sent).await.of(200);
        operator.get("/v1/listings/none-such").await.problem(404, "unknown_listing");
        operator.get("/v1/listings/UPPER").await.problem(404, "unknown_listing");
        operator.post("/v1/listings?association=nowhere", &[], list(LIST)).await.problem(404, "unknown_association");
    })
    .await;
}
