# Build the one binary, then keep nothing but it.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/baocaobot ./cmd/baocaobot && mkdir /out/data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/baocaobot /usr/local/bin/
# The folder comes with its owner, so that a new volume belongs to the bot's user.
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
WORKDIR /data
VOLUME /data
ENV BAOCAO_DB=/data/baocaobot.db
ENTRYPOINT ["/usr/local/bin/baocaobot"]
CMD ["serve"]
