# Built from source in two stages; works with BuildKit and with the older builder.

# Any image with a JDK 25, bash and coreutils; any with a Java 25 runtime and bash.
ARG BUILD_IMAGE=eclipse-temurin:25-jdk
ARG RUN_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /src

# A repository to be used in place of Maven Central, for Maven itself and for all that it downloads.
ARG MVNW_REPOURL=
RUN if [ -n "$MVNW_REPOURL" ]; then mkdir -p ~/.m2 && printf '%s%s%s' \
      '<settings><mirrors><mirror><id>mirror</id><mirrorOf>central</mirrorOf><url>' "$MVNW_REPOURL" \
      '</url></mirror></mirrors></settings>' > ~/.m2/settings.xml; fi

# Dependencies first: a change of the sources alone does not download them again.
COPY mvnw pom.xml ./
COPY .mvn .mvn
RUN ./mvnw -B -ntp dependency:go-offline

COPY src src
RUN ./mvnw -B -ntp -Dmaven.test.skip=true package \
    && java -Djarmode=tools -jar target/moorage.jar extract --layers --destination /layers

FROM ${RUN_IMAGE}
LABEL org.opencontainers.image.title="Moorage" \
      org.opencontainers.image.description="Manages the networks of Docker engines over HTTP" \
      org.opencontainers.image.licenses="Apache-2.0"

# Neither root nor any group: what it may do comes from the socket's group, given where it is run.
RUN echo 'moorage:x:10001:10001::/var/lib/moorage:/usr/sbin/nologin' >> /etc/passwd \
    && echo 'moorage:x:10001:' >> /etc/group \
    && mkdir -p /var/lib/moorage && chown 10001:10001 /var/lib/moorage

# From what changes least to what changes most.
WORKDIR /opt/moorage
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./

USER 10001:10001
ENV MOORAGE_DATA_DIR=/var/lib/moorage
VOLUME /var/lib/moorage
EXPOSE 8080
STOPSIGNAL SIGTERM

# The image has no curl, but bash can speak to a port. Liveness: that an engine is away is no reason
# to restart this service. Where the port takes TLS (server.ssl.bundle), which bash cannot speak, Tomcat
# says so with a 400, and so is alive.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["bash", "-c", "\
    host=${SERVER_ADDRESS:-127.0.0.1}; exec 3<>/dev/tcp/$host/${SERVER_PORT:-8080} \
    && printf 'GET /actuator/health/liveness HTTP/1.0\\r\\nHost: %s\\r\\n\\r\\n' \"$host\" >&3 \
    && read -r status <&3 && [[ $status == *' 200'* || $status == *' 400'* ]]"]

ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-jar", "moorage.jar"]
